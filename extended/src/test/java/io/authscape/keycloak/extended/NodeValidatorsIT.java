package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.testkit.Browser;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.KeycloakServer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** openid-client, jose and oauth4webapi share no code with Keycloak, nor with .NET: a third opinion on our tokens. */
@Timeout(120)
class NodeValidatorsIT {

    private static final Part PART = new Part("independent validators from npm");

    private static NodeScripts scripts;
    private static KeycloakServer server;

    @BeforeAll
    static void start() {
        scripts = NodeScripts.install(PART);
        server = ExtendedRealm.start("node-validators");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** An API told the realm's issuer: the one value that it changes. */
    @Test
    void serviceTokenUnderTheRealmsIssuer() {
        ExtendedRealm.issuer(server, "keycloak");

        JsonNode facts = service(realmIssuer(), realmIssuer(), realmIssuer() + "/");

        isDocumented(facts, realmIssuer());
        assertThat(facts.at("/metadata/token_endpoint").asText())
                .isEqualTo(realmIssuer() + "/protocol/openid-connect/token");
    }

    /** The same by the document at the root and the endpoints that it names. */
    @Test
    void serviceTokenByTheRootsDocument() {
        ExtendedRealm.issuer(server, "keycloak");

        JsonNode facts = service(
                server.url() + "/.well-known/openid-configuration",
                realmIssuer(),
                server.baseUri().toString());

        isDocumented(facts, realmIssuer());
        assertThat(facts.at("/metadata/token_endpoint").asText()).isEqualTo(server.url() + "/connect/token");
    }

    /** Nothing is configured but the root's address, as with AuthScape's own server. */
    @Test
    void serviceTokenUnderTheRootIssuer() {
        ExtendedRealm.issuer(server, "origin");
        String root = server.baseUri().toString();

        JsonNode facts = service(root, root, realmIssuer());

        assertThat(root).startsWith("http://localhost:").endsWith("/");
        isDocumented(facts, root);
        assertThat(facts.at("/metadata/token_endpoint").asText()).isEqualTo(root + "connect/token");
        assertThat(facts.at("/metadata/jwks_uri").asText()).isEqualTo(root + ".well-known/jwks");
    }

    /** People sign in by the realm's own discovery, whichever issuer services see. */
    @ParameterizedTest
    @ValueSource(strings = {"keycloak", "origin"})
    void aUserSignsIn(String mode) {
        ExtendedRealm.issuer(server, mode);
        try (NodeScript script = scripts.start("sign-in.mjs")) {
            script.tell(object().put("issuer", realmIssuer())
                    .put("redirectUri", DocumentedUser.REDIRECT_URI)
                    .put("postLogoutRedirectUri", "http://localhost:3000/signout-oidc")
                    .put("scope", "openid profile email roles offline_access api1")
                    .set("client", client(DocumentedUser.CLIENT, "postman-secret")));
            URI request = URI.create(script.hear().path("url").asText());
            script.tell(object().put("callback", signIn(request).toString()));
            JsonNode facts = script.hear();

            assertThat(facts.path("issuer").asText()).isEqualTo(realmIssuer());
            assertThat(facts.at("/claims/iss").asText()).isEqualTo(realmIssuer());
            assertThat(facts.at("/claims/sub").asText()).isEqualTo(DocumentedUser.NUMBER);
            assertThat(facts.at("/claims/aud").asText()).isEqualTo(DocumentedUser.CLIENT);
            assertThat(facts.at("/userInfo/sub").asText()).isEqualTo(DocumentedUser.NUMBER);
            assertThat(facts.at("/userInfo/email").asText()).isEqualTo(DocumentedUser.NAME);
            assertThat(facts.at("/refreshed/sub").asText()).isEqualTo(DocumentedUser.NUMBER);
            assertThat(facts.path("mixUp").asText()).isEqualTo("OAUTH_INVALID_RESPONSE");
            assertThat(facts.path("endSession").asText())
                    .startsWith(realmIssuer() + "/protocol/openid-connect/logout?");
        }
    }

    private static JsonNode service(String discovery, String issuer, String otherIssuer) {
        try (NodeScript script = scripts.start("service.mjs")) {
            ObjectNode task = object().put("discovery", discovery)
                    .put("issuer", issuer)
                    .put("otherIssuer", otherIssuer)
                    .put("scope", "api1");
            task.set("service", client("background-service", DocumentedClients.SECRET));
            task.set("api", client("resource_server_1", DocumentedClients.RESOURCE_SERVER_SECRET));
            script.tell(task);
            return script.hear();
        }
    }

    private static void isDocumented(JsonNode facts, String issuer) {
        assertThat(facts.at("/metadata/issuer").asText()).isEqualTo(issuer);
        assertThat(facts.at("/protectedHeader/typ").asText()).isEqualTo("at+jwt");
        assertThat(facts.at("/payload/iss").asText()).isEqualTo(issuer);
        assertThat(facts.at("/payload/sub").asText()).isEqualTo("background-service");
        assertThat(facts.at("/payload/aud").toString()).isEqualTo("[\"resource_server_1\",\"rust_server\"]");
        assertThat(facts.at("/payload/scope").toString()).isEqualTo("\"api1\"");
        assertThat(facts.at("/payload/exp").asLong() - facts.at("/payload/iat").asLong())
                .isEqualTo(Duration.ofHours(1).toSeconds());
        assertThat(facts.path("lastSecond").asBoolean()).isTrue();
        assertThat(facts.path("rfc9068").asBoolean()).isTrue();
        assertThat(facts.at("/introspection/active").asBoolean()).isTrue();
        assertThat(facts.at("/introspection/iss").asText()).isEqualTo(issuer);
        assertThat(facts.at("/introspection/client_id").asText()).isEqualTo("background-service");
        assertThat(facts.at("/introspection/scope").asText()).isEqualTo("api1");
        assertThat(facts.path("refused"))
                .isEqualTo(object().put("expired", "ERR_JWT_EXPIRED exp")
                        .put("otherIssuer", "ERR_JWT_CLAIM_VALIDATION_FAILED iss")
                        .put("otherAudience", "ERR_JWT_CLAIM_VALIDATION_FAILED aud")
                        .put("otherAudienceByRfc9068", "OAUTH_JWT_CLAIM_COMPARISON_FAILED")
                        .put("otherType", "ERR_JWT_CLAIM_VALIDATION_FAILED typ")
                        .put("tampered", "ERR_JWS_SIGNATURE_VERIFICATION_FAILED"));
    }

    private static ObjectNode client(String id, String secret) {
        return object().put("id", id).put("secret", secret);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static String realmIssuer() {
        return ExtendedRealm.realmIssuer(server);
    }

    /** The redirect back to the client, by way of Keycloak's login page. */
    private static URI signIn(URI request) {
        return Browser.location(CodeFlow.signIn(
                new Browser(), request, DocumentedUser.REDIRECT_URI, DocumentedUser.NAME, DocumentedUser.PASSWORD));
    }
}
