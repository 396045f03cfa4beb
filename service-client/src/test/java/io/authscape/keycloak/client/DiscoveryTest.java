package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.client.FakeServer.Reply;
import io.authscape.keycloak.client.FakeServer.Request;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the issuer's document to the token endpoint, and nowhere else. */
class DiscoveryTest extends WithTroubledServer {

    @Test
    void theIssuersDocumentLeadsToTheEndpoint() {
        server.answer(byPath(Map.of(
                "/realms/x/.well-known/openid-configuration",
                Reply.json(
                        200,
                        "{\"issuer\":\"" + server.url() + "/realms/x\",\"token_endpoint\":\"" + server.url()
                                + "/realms/x/token\"}"),
                "/realms/x/token",
                Reply.token("token-1", 0))));
        try (ServiceAuthenticator authenticator = discovering("/realms/x")) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        assertThat(server.requests())
                .extracting(Request::path)
                .containsExactly("/realms/x/.well-known/openid-configuration", "/realms/x/token", "/realms/x/token");
    }

    @Test
    void anIssuerWithASlashIsTheSame() {
        server.answer(byPath(Map.of(
                "/.well-known/openid-configuration",
                Reply.json(
                        200,
                        "{\"issuer\":\"" + server.url() + "/\",\"token_endpoint\":\"" + server.url() + "/token\"}"),
                "/token",
                Reply.token("token-1", 3600))));
        try (ServiceAuthenticator authenticator = discovering("/")) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
    }

    /** With its slash, or without: some servers compare the audience to the letter. */
    @ParameterizedTest
    @CsvSource({"'', /", "/, ''"})
    void aStatementIsForTheIssuerAsItCallsItself(String configured, String named) throws Exception {
        server.answer(byPath(Map.of(
                "/.well-known/openid-configuration",
                Reply.json(
                        200,
                        "{\"issuer\":\"" + server.url() + named + "\",\"token_endpoint\":\"" + server.url()
                                + "/token\"}"),
                "/token",
                Reply.token("token-1", 3600))));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        PrivateKeyJwt key = PrivateKeyJwt.of(generator.generateKeyPair().getPrivate());
        try (ServiceAuthenticator authenticator =
                builder().issuer(server.url() + configured).privateKeyJwt(key).build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        SignedJWT statement = SignedJWT.parse(server.requests().get(1).parameter("client_assertion"));
        assertThat(statement.getJWTClaimsSet().getAudience()).containsExactly(server.url() + named);
    }

    @Test
    void anotherIssuersDocumentIsRefused() {
        server.answer(request ->
                Reply.json(200, "{\"issuer\":\"https://evil.example\",\"token_endpoint\":\"https://evil.example/t\"}"));
        try (ServiceAuthenticator authenticator = discovering("/realms/x")) {
            assertThat(catchThrowableOfType(TokenConfigurationException.class, authenticator::getToken))
                    .hasMessageContaining("is the document of 'https://evil.example'")
                    .hasMessageContaining("configure the issuer that it names");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://far.example.com/token", "ftp://x/y", "", "no uri"})
    void aDocumentThatLeadsTheSecretAstrayIsRefused(String endpoint) {
        server.answer(request ->
                Reply.json(200, "{\"issuer\":\"" + server.url() + "\",\"token_endpoint\":\"" + endpoint + "\"}"));
        try (ServiceAuthenticator authenticator = discovering("")) {
            assertThat(catchThrowableOfType(TokenConfigurationException.class, authenticator::getToken))
                    .hasMessageContaining("names no usable token endpoint");
        }
    }

    @Test
    void noDocumentIsSaid() {
        server.answer(request -> new Reply(404, "", Map.of()));
        try (ServiceAuthenticator authenticator = discovering("")) {
            assertThat(catchThrowableOfType(TokenConfigurationException.class, authenticator::getToken))
                    .hasMessageContaining("answered 404: is " + server.url() + " the issuer?");
        }
    }

    private ServiceAuthenticator discovering(String path) {
        return builder().issuer(server.url() + path).build();
    }

    private static Function<Request, Reply> byPath(Map<String, Reply> replies) {
        return request -> replies.getOrDefault(request.path(), new Reply(404, "", Map.of()));
    }
}
