package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;

/** The clients against which a real OpenIddict was captured. */
@ExtendWith(KeycloakExtension.class)
class CapturedClientsIT {

    private final ProvisionedRealm realm;

    CapturedClientsIT(TestRealm realm) {
        this.realm = new ProvisionedRealm(realm);
    }

    @BeforeEach
    void cleanRealm() {
        realm.clean();
    }

    @Test
    void theyStandInKeycloakAndNeedNothingTheSecondTime() {
        Invocation first = realm.applyCaptured();

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains("19 created, 0 changed, 0 unchanged");
        assertThat(Stream.of("s3cret", "service-secret-here", "p+ss w%rd"))
                .noneSatisfy(secret -> assertThat(first.all()).contains(secret));
        publicApp();
        postman();
        jwtService();
        assertThat(client("short-lived").getAttributes()).containsEntry("access.token.lifespan", "600");
        assertThat(realm.lets("odd chars:+%&ü", "p+ss w%rd&=ü:")).isTrue();

        realm.forgetEvents();
        Invocation second = realm.applyCaptured();

        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).startsWith("Nothing to do");
        assertThat(realm.writes()).isEmpty();
    }

    private void publicApp() {
        ClientRepresentation client = client("public-app");
        assertThat(client.isPublicClient()).isTrue();
        assertThat(client.getSecret()).isNull();
        assertThat(client.isServiceAccountsEnabled()).isFalse();
        assertThat(client.isStandardFlowEnabled()).isTrue();
        assertThat(client.getAttributes())
                .containsEntry("pkce.code.challenge.method", "S256")
                .containsEntry(
                        "authscape.permissions",
                        "{\"v\":1,\"permissions\":[\"ept:token\",\"gt:client_credentials\",\"gt:authorization_code\","
                                + "\"scp:api1\"]}");
    }

    private void postman() {
        ClientRepresentation client = client("postman");
        assertThat(client.getRedirectUris()).containsExactly("http://localhost:3000/signin-oidc");
        assertThat(client.getWebOrigins()).containsExactly("+");
        assertThat(client.getAttributes())
                .containsEntry("post.logout.redirect.uris", "http://localhost:3000/signout-oidc")
                .containsEntry("pkce.code.challenge.method", "S256")
                .containsEntry("authscape.descriptor", "{\"v\":1,\"descriptor\":{\"requirements\":[\"ft:pkce\"]}}");
        assertThat(client.getOptionalClientScopes())
                .containsExactlyInAnyOrder("email", "profile", "roles", "api1", "offline_access");
    }

    private void jwtService() {
        ClientRepresentation client = client("jwt-service");
        assertThat(client.isPublicClient()).isFalse();
        assertThat(client.isServiceAccountsEnabled()).isTrue();
        assertThat(client.getClientAuthenticatorType()).isEqualTo("client-jwt");
        assertThat(client.getAttributes()).containsEntry("use.jwks.string", "true");
        assertThat(client.getAttributes().get("jwks.string"))
                .startsWith("{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k1\",");
    }

    private ClientRepresentation client(String clientId) {
        return realm.client(clientId).toRepresentation();
    }
}
