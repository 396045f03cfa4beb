package io.authscape.keycloak.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A small certificate authority for tests, by the JDK's {@code keytool}: nothing of it is worth keeping. */
public final class Certificates {

    public static final String PASSWORD = "hunter2hunter2";

    private static final String AUTHORITY = "ca";

    private final Path folder;

    public Certificates(Path folder) {
        this.folder = folder;
        pair(AUTHORITY, "-dname", "CN=Test CA", "-ext", "bc:c");
    }

    /** Its own certificate, PEM. */
    public Path authority() {
        return write("ca.pem", certificate(AUTHORITY));
    }

    /** Makes a key pair and a certificate for {@code localhost} and {@code 127.0.0.1}. */
    public Certificates issue(String name) {
        String san = "san=dns:localhost,ip:127.0.0.1";
        pair(name, "-dname", "CN=" + name, "-signer", AUTHORITY, "-ext", san);
        return this;
    }

    /** The certificate and its authority's, PEM. */
    public Path certificateFile(String name) {
        return write(name + ".pem", certificate(name) + certificate(AUTHORITY));
    }

    /** The private key, PEM. */
    public Path keyFile(String name) {
        return write(name + ".key", pem("PRIVATE KEY", key(name).getEncoded()));
    }

    /** Key and certificates, PKCS#12. */
    public Path pkcs12(String name) {
        return write(name + ".p12", out -> {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(name, key(name), PASSWORD.toCharArray(), store().getCertificateChain(name));
            try (var stream = Files.newOutputStream(out)) {
                store.store(stream, PASSWORD.toCharArray());
            }
        });
    }

    /** Everything, the authority's key included. */
    public KeyStore store() {
        try {
            return KeyStore.getInstance(file().toFile(), PASSWORD.toCharArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path file() {
        return folder.resolve("all.p12");
    }

    private Key key(String name) {
        try {
            return store().getKey(name, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String certificate(String name) {
        try {
            Certificate certificate = store().getCertificate(name);
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pair(String name, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-keysize",
                "2048",
                "-keystore",
                file().toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("keytool.log")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    private Path write(String name, String content) {
        return write(name, file -> Files.writeString(file, content, StandardCharsets.US_ASCII));
    }

    private Path write(String name, Writing writing) {
        Path file = folder.resolve(name);
        try {
            writing.to(file);
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Writing {
        void to(Path file) throws IOException, GeneralSecurityException;
    }
}
