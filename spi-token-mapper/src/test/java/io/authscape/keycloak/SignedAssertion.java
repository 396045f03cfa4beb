package io.authscape.keycloak;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A client's assertion (RFC 7523), good until something is changed. */
public final class SignedAssertion {

    public static final String TYPE = "client-authentication+jwt";

    private final Map<String, Object> claims = new LinkedHashMap<>();
    private String type = TYPE;
    private String keyId = "k1";

    private SignedAssertion() {}

    public static SignedAssertion of(String clientId, Object audience) {
        long now = Instant.now().getEpochSecond();
        return new SignedAssertion()
                .with("iss", clientId)
                .with("sub", clientId)
                .with("aud", audience)
                .with("jti", UUID.randomUUID().toString())
                .with("iat", now)
                .with("exp", now + 60);
    }

    public static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID("k1")
                    .keyUse(KeyUse.SIGNATURE) // Keycloak takes no other
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    public SignedAssertion with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    public SignedAssertion without(String claim) {
        claims.remove(claim);
        return this;
    }

    /** {@code null}: no type. */
    public SignedAssertion type(String type) {
        this.type = type;
        return this;
    }

    /** {@code null}: no {@code kid}. */
    public SignedAssertion keyId(String keyId) {
        this.keyId = keyId;
        return this;
    }

    public String sign(RSAKey key) {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId);
        if (type != null) {
            header.type(new JOSEObjectType(type));
        }
        JWSObject jws = new JWSObject(header.build(), new Payload(claims));
        try {
            jws.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jws.serialize();
    }
}
