package io.authscape.keycloak.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;

/** A private key as a JWK (RFC 7517): RSA with its primes, or EC on P-256. */
final class JwkFile {

    private final Path file;
    private final JsonNode jwk;

    private JwkFile(Path file, JsonNode jwk) {
        this.file = file;
        this.jwk = jwk;
    }

    static SigningKey read(Path file, String text) {
        try {
            JsonNode jwk = new ObjectMapper().readTree(text);
            String id = jwk.path("kid").isTextual() ? jwk.path("kid").asText() : null;
            return SigningKey.of(new JwkFile(file, jwk).key(), id);
        } catch (JsonProcessingException e) {
            throw new KeyFileException(file, "is no proper JSON");
        } catch (GeneralSecurityException e) {
            throw new KeyFileException(file, "holds numbers that are no key");
        }
    }

    private PrivateKey key() throws GeneralSecurityException {
        return switch (jwk.path("kty").asText("")) {
            case "RSA" ->
                KeyFactory.getInstance("RSA")
                        .generatePrivate(new RSAPrivateCrtKeySpec(
                                number("n"),
                                number("e"),
                                number("d"),
                                number("p"),
                                number("q"),
                                number("dp"),
                                number("dq"),
                                number("qi")));
            case "EC" -> KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number("d"), p256()));
            default -> throw new KeyFileException(file, "is no JWK of the kinds 'RSA' and 'EC'");
        };
    }

    private ECParameterSpec p256() throws GeneralSecurityException {
        if (!jwk.path("crv").asText("").equals("P-256")) {
            throw new KeyFileException(file, "holds an EC key that is not on the curve P-256, which ES256 needs");
        }
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return curve.getParameterSpec(ECParameterSpec.class);
    }

    private BigInteger number(String member) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(jwk.path(member).asText(""));
            if (bytes.length > 0) {
                return new BigInteger(1, bytes);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new KeyFileException(file, "is a JWK without a proper '" + member + "', so it is no private key");
    }
}
