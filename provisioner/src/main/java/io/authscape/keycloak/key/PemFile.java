package io.authscape.keycloak.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PEM file: certificates, a private key, or both. */
final class PemFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final String PKCS8 = "PRIVATE KEY";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC");

    private final Path file;
    private final String text;

    private PemFile(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * @throws KeyFileException if it can't be read
     */
    static PemFile read(Path file) {
        return new PemFile(file, new String(bytes(file), StandardCharsets.ISO_8859_1));
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new KeyFileException(file, "can't be read");
        }
    }

    /** All certificates, in their order; at least one. */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.add(certificate(content(block)));
            }
        }
        if (certificates.isEmpty()) {
            throw new KeyFileException(file, "holds no certificate in PEM form");
        }
        return certificates;
    }

    /** The private key, if there is one. */
    Optional<PrivateKey> privateKey() {
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            if (block.group(1).equals(PKCS8)) {
                return Optional.of(key(content(block)));
            }
            if (block.group(1).endsWith(PKCS8)) {
                throw new KeyFileException(
                        file,
                        "holds a key in the form '" + block.group(1)
                                + "'; make an unencrypted PKCS#8 key of it with: openssl pkcs8 -topk8 -nocrypt");
            }
        }
        return Optional.empty();
    }

    private X509Certificate certificate(byte[] content) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(content));
        } catch (CertificateException e) {
            throw new KeyFileException(file, "holds a certificate that can't be read");
        }
    }

    private PrivateKey key(byte[] content) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
            } catch (GeneralSecurityException e) {
                // The other kind, perhaps: the JDK has no way to ask.
            }
        }
        throw new KeyFileException(file, "holds a private key that is neither RSA nor EC");
    }

    private byte[] content(Matcher block) {
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new KeyFileException(file, "is no proper PEM");
        }
    }
}
