package io.authscape.keycloak.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that shares no code with ours checks the signatures. */
class SigningKeyTest {

    @TempDir
    private Path folder;

    @Test
    void anRsaKeyAsPemOrJwk() throws Exception {
        RSAKey key = new RSAKeyGenerator(2048).keyID("k1").generate();
        for (Path file : new Path[] {
            file(Certificates.pem("PRIVATE KEY", key.toPrivateKey().getEncoded())), file(key.toJSONString())
        }) {
            SignedJWT jwt = signed(file);
            assertThat(jwt.verify(new RSASSAVerifier(key.toRSAPublicKey()))).isTrue();
            assertThat(jwt.getHeader().getAlgorithm()).hasToString("RS256");
        }
        assertThat(signed(file(key.toJSONString())).getHeader().getKeyID()).isEqualTo("k1");
    }

    @Test
    void anEcKeyAsPemOrJwk() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        for (Path file : new Path[] {
            file(Certificates.pem("PRIVATE KEY", key.toPrivateKey().getEncoded())), file(key.toJSONString())
        }) {
            SignedJWT jwt = signed(file);
            assertThat(jwt.verify(new ECDSAVerifier(key.toECPublicKey()))).isTrue();
            assertThat(jwt.getHeader().getAlgorithm()).hasToString("ES256");
            assertThat(jwt.getHeader().getKeyID()).isNull();
        }
    }

    @Test
    void whatCannotSignIsRefused() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        ECKey other = new ECKeyGenerator(Curve.P_384).generate();
        OctetSequenceKey secret = new OctetSequenceKeyGenerator(256).generate();
        refused("hunter2", "holds no private key, neither in PEM form nor as a JWK");
        refused("{ hunter2", "is no proper JSON");
        refused(rsa.toPublicJWK().toJSONString(), "is a JWK without a proper 'd', so it is no private key");
        refused(secret.toJSONString(), "is no JWK of the kinds 'RSA' and 'EC'");
        refused(other.toJSONString(), "not on the curve P-256");
        refused(Certificates.pem("PRIVATE KEY", other.toPrivateKey().getEncoded()), "not on the curve P-256");
        refused(Certificates.pem("ENCRYPTED PRIVATE KEY", new byte[9]), "openssl pkcs8 -topk8 -nocrypt");
        refused(Certificates.pem("PRIVATE KEY", new byte[9]), "neither RSA nor EC");
    }

    @Test
    void itPrintsAsNothing() throws Exception {
        Path file = file(new RSAKeyGenerator(2048).generate().toJSONString());
        assertThat(SigningKey.read(file)).hasToString("***");
    }

    private void refused(String content, String message) throws Exception {
        Path file = file(content);
        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
    }

    private static SignedJWT signed(Path file) throws Exception {
        return SignedJWT.parse(SigningKey.read(file).sign(Map.of("sub", "ci")));
    }

    private Path file(String content) throws Exception {
        return Files.writeString(Files.createTempFile(folder, "key", ""), content);
    }
}
