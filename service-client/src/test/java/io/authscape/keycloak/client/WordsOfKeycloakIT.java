package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.ClientRepresentation;

/** Every way to prove who one is, and Keycloak's refusals as types. */
@ExtendWith(KeycloakExtension.class)
class WordsOfKeycloakIT {

    private static ServiceRealm realm;
    private static KeyPair rsa;
    private static KeyPair ec;

    @BeforeAll
    static void services(TestRealm own) throws Exception {
        realm = new ServiceRealm(own);
        realm.create(ServiceRealm.service("service"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        rsa = generator.generateKeyPair();
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        ec = generator.generateKeyPair();
        signing(
                "rsa",
                new RSAKey.Builder((RSAPublicKey) rsa.getPublic())
                        .keyID("k1")
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.RS256)
                        .build());
        signing(
                "ec",
                new ECKey.Builder(Curve.P_256, (ECPublicKey) ec.getPublic())
                        .keyID("k2")
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .build());
    }

    private static void signing(String clientId, JWK key) {
        ClientRepresentation client = ServiceRealm.service(clientId);
        client.setSecret(null);
        client.setClientAuthenticatorType("client-jwt");
        client.getAttributes().put("use.jwks.string", "true");
        client.getAttributes().put("jwks.string", new JWKSet(key).toString());
        if (key instanceof ECKey) {
            client.getAttributes().put("token.endpoint.auth.signing.alg", "ES256");
        }
        realm.create(client);
    }

    /** By AuthScape's endpoint and by Keycloak's own, told or discovered. */
    @ParameterizedTest
    @CsvSource({"connect/token", "protocol/openid-connect/token"})
    void aSecretIsTaken(String path) throws Exception {
        try (ServiceAuthenticator authenticator = realm.authenticator("service")
                .tokenEndpoint(realm.realm().uri(path).toString())
                .build()) {
            assertGranted(authenticator, "service");
        }
    }

    @Test
    void theIssuerIsEnough() throws Exception {
        try (ServiceAuthenticator authenticator =
                realm.authenticator("service").issuer(realm.issuer()).build()) {
            assertGranted(authenticator, "service");
        }
    }

    @Test
    void anRsaKeySigns() throws Exception {
        try (ServiceAuthenticator authenticator = signing("rsa", PrivateKeyJwt.of(rsa.getPrivate()))) {
            assertGranted(authenticator, "rsa");
        }
    }

    @Test
    void anEllipticKeySigns() throws Exception {
        try (ServiceAuthenticator authenticator =
                signing("ec", PrivateKeyJwt.of(ec.getPrivate()).keyId("k2"))) {
            assertGranted(authenticator, "ec");
        }
    }

    /** With the endpoint told, the statement names whom it is for. */
    @Test
    void theAudienceIsConfigurable() throws Exception {
        try (ServiceAuthenticator authenticator = realm.authenticator("rsa")
                .privateKeyJwt(PrivateKeyJwt.of(rsa.getPrivate()).audience(realm.issuer()))
                .build()) {
            assertGranted(authenticator, "rsa");
        }
        try (ServiceAuthenticator authenticator = realm.authenticator("rsa")
                .privateKeyJwt(PrivateKeyJwt.of(rsa.getPrivate()).audience("https://elsewhere.example.com/"))
                .build()) {
            assertThat(catchThrowableOfType(TokenRefusedException.class, authenticator::getToken))
                    .isNotNull();
        }
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        try (ServiceAuthenticator authenticator =
                signing("rsa", PrivateKeyJwt.of(generator.generateKeyPair().getPrivate()))) {
            assertThat(catchThrowableOfType(TokenRefusedException.class, authenticator::getToken)
                            .error())
                    .isEqualTo(OAuthError.INVALID_CLIENT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "service, wrong, api1, INVALID_CLIENT",
        "nobody, service-secret-here, api1, INVALID_CLIENT",
        "service, service-secret-here, nonsense, INVALID_SCOPE",
        "resource_server_1, service-secret-here, api1, UNAUTHORIZED_CLIENT",
        "service, service-secret-here, offline_access, INVALID_REQUEST",
    })
    void refusalsAreTyped(String clientId, String secret, String scope, OAuthError error) {
        try (ServiceAuthenticator authenticator = realm.authenticator(clientId)
                .clientSecret(() -> secret)
                .scopes(scope)
                .build()) {
            TokenRefusedException refusal = catchThrowableOfType(TokenRefusedException.class, authenticator::getToken);
            assertThat(refusal.error()).isEqualTo(error);
            assertThat(refusal.description()).isNotEmpty();
        }
    }

    private static ServiceAuthenticator signing(String clientId, PrivateKeyJwt key) {
        return realm.authenticator(clientId)
                .issuer(realm.issuer())
                .privateKeyJwt(key)
                .build();
    }

    private static void assertGranted(ServiceAuthenticator authenticator, String clientId) throws Exception {
        AccessToken token = authenticator.getToken();

        SignedJWT jwt = SignedJWT.parse(token.value());
        assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo(clientId);
        assertThat(token.scopes()).isEqualTo(List.of("api1"));
        assertThat(jwt.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("api1");
        // Ours is counted from before the request.
        assertThat(token.expiresAt())
                .isBetween(
                        jwt.getJWTClaimsSet().getExpirationTime().toInstant().minus(Duration.ofSeconds(60)),
                        jwt.getJWTClaimsSet().getExpirationTime().toInstant().plus(Duration.ofSeconds(1)));
    }
}
