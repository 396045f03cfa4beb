package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Nimbus reads what the JDK signed. */
class PrivateKeyJwtTest {

    @Test
    void rsaKeysSignRs256() throws Exception {
        KeyPair pair = rsa();

        SignedJWT jwt = signed(PrivateKeyJwt.of(pair.getPrivate()).keyId("k1"));

        assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(jwt.getHeader().getKeyID()).isEqualTo("k1");
        assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) pair.getPublic())))
                .isTrue();
    }

    @Test
    void keysOnP256SignEs256() throws Exception {
        KeyPair pair = ec("secp256r1");
        JWSVerifier verifier = new ECDSAVerifier((ECPublicKey) pair.getPublic());

        // An ASN.1 signature would do now and then, by its length.
        for (int i = 0; i < 20; i++) {
            SignedJWT jwt = signed(PrivateKeyJwt.of(pair.getPrivate()));
            assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
            assertThat(jwt.getHeader().getKeyID()).isNull();
            assertThat(jwt.verify(verifier)).isTrue();
        }
    }

    @Test
    void theStatementIsWhatOpenIddictAndKeycloakTake() throws Exception {
        PrivateKeyJwt key = PrivateKeyJwt.of(rsa().getPrivate());

        SignedJWT first = signed(key);
        SignedJWT second = signed(key.audience("https://id.example.com/"));

        assertThat(first.getHeader().getType().toString()).isEqualTo("client-authentication+jwt");
        assertThat(first.getJWTClaimsSet().toJSONObject()).containsEntry("aud", "https://issuer");
        assertThat(second.getJWTClaimsSet().toJSONObject())
                .containsEntry("iss", "service")
                .containsEntry("sub", "service")
                .containsEntry("aud", "https://id.example.com/");
        assertThat(first.getJWTClaimsSet().getJWTID())
                .isNotEqualTo(second.getJWTClaimsSet().getJWTID());
        Date issued = first.getJWTClaimsSet().getIssueTime();
        assertThat(first.getJWTClaimsSet().getExpirationTime())
                .isEqualTo(Date.from(issued.toInstant().plus(Duration.ofSeconds(60))));
    }

    @Test
    void otherKeysAreRefused() throws Exception {
        KeyPair p384 = ec("secp384r1");
        KeyPair ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        assertThatIllegalArgumentException().isThrownBy(() -> PrivateKeyJwt.of(p384.getPrivate()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivateKeyJwt.of(ed25519.getPrivate()))
                .withMessageContaining("neither RSA nor on the curve P-256");
    }

    private static SignedJWT signed(PrivateKeyJwt key) throws Exception {
        Map<String, String> parameters = key.parameters("service", "https://issuer");
        assertThat(parameters)
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        return SignedJWT.parse(parameters.get("client_assertion"));
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static KeyPair ec(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }
}
