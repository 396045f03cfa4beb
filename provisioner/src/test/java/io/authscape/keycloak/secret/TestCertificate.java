package io.authscape.keycloak.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for loopback that nobody trusts but the test.
 *
 * @param store a PKCS #12 file with the key, the password being {@link #PASSWORD}
 */
public record TestCertificate(Path store) {

    public static final String PASSWORD = "changeit";

    /** Makes one, valid for 127.0.0.1 and for my.vault.localtest. */
    public static TestCertificate in(Path folder) throws IOException, InterruptedException {
        Path store = folder.resolve("test.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "SAN=ip:127.0.0.1,dns:my.vault.localtest",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
            throw new IOException(
                    "keytool failed: " + new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return new TestCertificate(store);
    }

    /** The certificate as a PEM file beside the key. */
    public Path pem() throws IOException, GeneralSecurityException {
        String body = Base64.getMimeEncoder()
                .encodeToString(keys().getCertificate("test").getEncoded());
        return Files.writeString(
                store.resolveSibling("test.pem"),
                "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }

    /** For a server that shows the certificate. */
    public SSLContext server() {
        return context(true);
    }

    /** For a client that trusts it. */
    public SSLContext client() {
        return context(false);
    }

    private SSLContext context(boolean server) {
        try {
            KeyStore keys = keys();
            SSLContext context = SSLContext.getInstance("TLS");
            if (server) {
                KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                own.init(keys, PASSWORD.toCharArray());
                context.init(own.getKeyManagers(), null, null);
            } else {
                KeyStore trusted = KeyStore.getInstance("PKCS12");
                trusted.load(null, null);
                trusted.setCertificateEntry("test", keys.getCertificate("test"));
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(trusted);
                context.init(null, trust.getTrustManagers(), null);
            }
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        }
    }
}
