package io.authscape.keycloak.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A private key that signs JWTs: RS256 for an RSA key, ES256 for an EC key on P-256. It prints as {@code ***}. */
public final class SigningKey {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int P_256_BITS = 256;

    private final PrivateKey key;
    private final String id;

    private SigningKey(PrivateKey key, String id) {
        this.key = key;
        this.id = id;
    }

    /**
     * Reads a PEM file (PKCS#8), or a JWK.
     *
     * @throws KeyFileException if it holds no private key that can sign
     */
    public static SigningKey read(Path file) {
        String text = new String(PemFile.bytes(file), StandardCharsets.UTF_8).strip();
        SigningKey key = text.startsWith("{")
                ? JwkFile.read(file, text)
                : new SigningKey(
                        PemFile.read(file)
                                .privateKey()
                                .orElseThrow(() -> new KeyFileException(
                                        file, "holds no private key, neither in PEM form nor as a JWK")),
                        null);
        if (key.key instanceof ECKey ec && ec.getParams().getOrder().bitLength() != P_256_BITS) {
            throw new KeyFileException(file, "holds an EC key that is not on the curve P-256, which ES256 needs");
        }
        return key;
    }

    /**
     * @param id {@code null} for a key without one
     */
    static SigningKey of(PrivateKey key, String id) {
        return new SigningKey(key, id);
    }

    /** A signed JWT in compact form. */
    public String sign(Map<String, ?> claims) {
        boolean rsa = key.getAlgorithm().equals("RSA");
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", rsa ? "RS256" : "ES256");
        header.put("typ", "JWT");
        if (id != null) {
            header.put("kid", id);
        }
        try {
            String signed = encoded(header) + "." + encoded(claims);
            // JWS wants the two numbers of an ECDSA signature side by side, not in ASN.1.
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("the JVM can't sign with this key", e);
        }
    }

    private static String encoded(Map<String, ?> json) throws JsonProcessingException {
        return BASE64.encodeToString(JSON.writeValueAsBytes(json));
    }

    @Override
    public String toString() {
        return "***";
    }
}
