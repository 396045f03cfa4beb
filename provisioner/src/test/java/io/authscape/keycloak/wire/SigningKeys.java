package io.authscape.keycloak.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Optional;

/** The keys that a door shows, and the tokens that are signed by them. */
record SigningKeys(JWKSet set) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static SigningKeys of(String jwks) {
        try {
            return new SigningKeys(JWKSet.parse(jwks));
        } catch (ParseException e) {
            throw new AssertionError(jwks, e);
        }
    }

    boolean has(String kid) {
        return set.getKeyByKeyId(kid) != null;
    }

    /**
     * A token as the captures show one. Of a token that none of these keys has signed only the header: it is for its
     * issuer alone.
     *
     * @return empty: no signed token
     */
    Optional<ObjectNode> token(String text) {
        try {
            SignedJWT token = SignedJWT.parse(text);
            ObjectNode written = JsonNodeFactory.instance.objectNode();
            JsonNode header = JSON.readTree(token.getHeader().toString());
            if (isSignedByUs(token)) {
                written.set("header", header);
                written.set("payload", JSON.readTree(token.getPayload().toString()));
            } else {
                written.set("jws header", header);
            }
            return Optional.of(written);
        } catch (ParseException opaque) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isSignedByUs(SignedJWT token) {
        JWK key = set.getKeyByKeyId(token.getHeader().getKeyID());
        try {
            return key != null && token.verify(new RSASSAVerifier(key.toRSAKey()));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** {@code at_hash} of a token signed RS256 (OpenID Connect Core section 3.1.3.6). */
    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64URL.encode(Arrays.copyOf(digest, digest.length / 2)).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
