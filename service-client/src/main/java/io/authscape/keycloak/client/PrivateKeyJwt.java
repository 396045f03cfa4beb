package io.authscape.keycloak.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * {@code private_key_jwt} (RFC 7523): the client signs a statement instead of sending a secret. RSA keys sign RS256,
 * keys on the curve P-256 ES256.
 */
public final class PrivateKeyJwt implements ClientCredential {

    /** What OpenIddict 7.8 insists on, and Keycloak takes. */
    private static final String TYPE = "client-authentication+jwt";

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** Long enough for a slow network and clocks that differ, too short to be of use to a thief. */
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private static final int P256_BITS = 256;

    private final PrivateKey key;
    private final String algorithm;
    private final String keyId;
    private final String audience;

    private PrivateKeyJwt(PrivateKey key, String algorithm, String keyId, String audience) {
        this.key = key;
        this.algorithm = algorithm;
        this.keyId = keyId;
        this.audience = audience;
    }

    /**
     * Signs with this key.
     *
     * @throws IllegalArgumentException if it is neither RSA nor on the curve P-256
     */
    public static PrivateKeyJwt of(PrivateKey key) {
        return new PrivateKeyJwt(key, algorithm(key), null, null);
    }

    private static String algorithm(PrivateKey key) {
        if ("RSA".equals(key.getAlgorithm())) {
            return "RS256";
        }
        if (key instanceof ECPrivateKey ec && ec.getParams().getOrder().bitLength() == P256_BITS) {
            return "ES256";
        }
        throw new IllegalArgumentException(
                "the key is neither RSA nor on the curve P-256, but " + key.getAlgorithm() + "; make one of those");
    }

    /** Names the key, by the {@code kid} of the client's key set: needed where that has several. */
    public PrivateKeyJwt keyId(String keyId) {
        return new PrivateKeyJwt(key, algorithm, Objects.requireNonNull(keyId), audience);
    }

    /**
     * Whom the statement is for, if not for the issuer or, where only the token endpoint is configured, for that:
     * AuthScape's server takes its issuer alone, {@code https://id.example.com/}; Keycloak takes its realm's issuer and its
     * own token endpoint, and with our jar also the root issuer.
     */
    public PrivateKeyJwt audience(String audience) {
        return new PrivateKeyJwt(key, algorithm, keyId, Objects.requireNonNull(audience));
    }

    @Override
    public Map<String, String> parameters(String clientId, String defaultAudience) {
        // The JDK's clock, not an injected one: the server compares with its own.
        Instant now = Instant.now();
        ObjectNode header =
                JsonNodeFactory.instance.objectNode().put("alg", algorithm).put("typ", TYPE);
        if (keyId != null) {
            header.put("kid", keyId);
        }
        ObjectNode claims = JsonNodeFactory.instance
                .objectNode()
                .put("iss", clientId)
                .put("sub", clientId)
                .put("aud", audience == null ? defaultAudience : audience)
                .put("jti", UUID.randomUUID().toString())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond());
        String signed = base64(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
        return Map.of("client_assertion_type", ASSERTION_TYPE, "client_assertion", signed + "." + signature(signed));
    }

    private String signature(String text) {
        try {
            // P1363: the two numbers side by side, as RFC 7518 wants them, not in ASN.1.
            Signature signature =
                    Signature.getInstance(algorithm.equals("RS256") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key can't sign: " + e.getMessage(), e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public boolean isNewerThan(Map<String, String> sent) {
        return false;
    }

    @Override
    public String toString() {
        return algorithm + " key" + (keyId == null ? "" : " " + keyId);
    }
}
