package io.authscape.keycloak.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What TLS connections to Keycloak need beyond what the JVM brings.
 *
 * @param authorities PEM certificates that are trusted in addition to the JVM's; {@code null} for none
 * @param certificate our own certificate, and those between it and its root: PEM, or PKCS#12 by its name
 *     ({@code .p12}, {@code .pfx}) with the key inside; {@code null} for none
 * @param key our private key, PEM; {@code null} if {@code certificate} holds it
 */
public record TlsFiles(Path authorities, Path certificate, Path key) {

    /**
     * Reads the files.
     *
     * @param password of the PKCS#12 file; {@code null} for none
     * @return {@code null} if there are none, and the JVM's own context will do
     * @throws KeyFileException if a file is of no use
     */
    public SSLContext context(char[] password) {
        if (authorities == null && certificate == null) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    certificate == null ? null : keyManagers(password),
                    authorities == null ? null : trustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the JVM can't make a TLS context", e);
        }
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int number = 0;
        for (X509Certificate trusted : authoritiesAndTheJvms()) {
            store.setCertificateEntry(String.valueOf(number++), trusted);
        }
        return trustManagers(store);
    }

    /** In one list, so that the JVM's own trust manager does all the checks. */
    List<X509Certificate> authoritiesAndTheJvms() {
        List<X509Certificate> all = new ArrayList<>(PemFile.read(authorities).certificates());
        try {
            for (TrustManager manager : trustManagers(null)) {
                if (manager instanceof X509TrustManager standard) {
                    all.addAll(List.of(standard.getAcceptedIssuers()));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JVM can't read its own trust store", e);
        }
        return all;
    }

    private static TrustManager[] trustManagers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager[] keyManagers(char[] password) throws GeneralSecurityException, IOException {
        String name = certificate.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean pkcs12 = name.endsWith(".p12") || name.endsWith(".pfx");
        char[] protection = password == null ? new char[0] : password;
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(pkcs12 ? pkcs12(protection) : pem(protection), protection);
        return factory.getKeyManagers();
    }

    private KeyStore pkcs12(char[] protection) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(new ByteArrayInputStream(PemFile.bytes(certificate)), protection);
        } catch (IOException e) {
            throw new KeyFileException(certificate, "is no PKCS#12 file, or its password is another one");
        }
        return store;
    }

    private KeyStore pem(char[] protection) throws GeneralSecurityException, IOException {
        Path keyFile = key == null ? certificate : key;
        PrivateKey own = PemFile.read(keyFile)
                .privateKey()
                .orElseThrow(() -> new KeyFileException(keyFile, "holds no private key in PEM form"));
        List<X509Certificate> chain = PemFile.read(certificate).certificates();
        KeyStore store = emptyStore();
        store.setKeyEntry("own", own, protection, chain.toArray(X509Certificate[]::new));
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
