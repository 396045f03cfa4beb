package io.authscape.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Permissions at Keycloak's introspection, revocation and logout endpoints. */
@ExtendWith(KeycloakExtension.class)
class EndpointPermissionsIT {

    private static final String TOKEN = "protocol/openid-connect/token";
    private static final String INTROSPECT = "protocol/openid-connect/token/introspect";
    private static final String REVOKE = "protocol/openid-connect/revoke";
    private static final String LOGOUT = "protocol/openid-connect/logout";
    private static final String PASSWORD_GRANT =
            "grant_type=password&username=" + GuardedRealm.USER + "&password=correct+horse+battery";

    private static GuardedRealm realm;

    @BeforeAll
    static void guard(TestRealm own) {
        realm = new GuardedRealm(own);
    }

    /** Keycloak answers {@code invalid_request} to whatever an executor throws there. */
    @Test
    void introspectionNeedsItsPermission() {
        String client = realm.client("introspect", "ept:token", "ept:revocation");

        HttpResponse<String> refused = realm.post(INTROSPECT, client, "token=nonsense");

        assertRefused(refused, "invalid_request", PermissionRefusal.INTROSPECTION_ENDPOINT);
        assertTold(client, "ept:introspection");

        realm.permit(client, "ept:introspection");
        assertThat(realm.post(INTROSPECT, client, "token=nonsense").body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void revocationNeedsItsPermissionAndWithoutItNothingIsRevoked() {
        String client = realm.client("revoke", "ept:token", "ept:introspection", "gt:client_credentials");
        realm.client("resource_server_1", "ept:introspection");
        realm.permit(client, "ept:token", "gt:client_credentials", "scp:api1");
        String token = Wire.accessToken(realm.post(TOKEN, client, "grant_type=client_credentials&scope=api1"));

        HttpResponse<String> refused = realm.post(REVOKE, client, "token=" + token);

        assertRefused(refused, "unauthorized_client", PermissionRefusal.REVOCATION_ENDPOINT);
        assertTold(client, "ept:revocation");
        assertThat(isActive(token)).isTrue();

        realm.permit(client, "ept:revocation");
        assertThat(realm.post(REVOKE, client, "token=" + token).statusCode()).isEqualTo(200);
        assertThat(isActive(token)).isFalse();
    }

    @Test
    void logoutNeedsItsPermissionInEitherSpelling() {
        String client = realm.client("logout", "ept:token", "gt:password");
        String form = "refresh_token=" + refreshToken(client);

        assertRefused(realm.post(LOGOUT, client, form), "unauthorized_client", PermissionRefusal.END_SESSION_ENDPOINT);
        assertTold(client, "ept:end_session");

        realm.permit(client, "ept:token", "gt:password", "ept:logout");
        assertThat(realm.post(LOGOUT, client, form).statusCode()).isEqualTo(204);
    }

    @Test
    void aListThatCannotBeReadRefusesEverything() {
        String client = realm.clientWithList("unreadable", "{\"v\":2,\"permissions\":[\"ept:introspection\"]}");

        assertThat(realm.post(INTROSPECT, client, "token=nonsense").statusCode())
                .isEqualTo(400);
        assertThat(realm.post(REVOKE, client, "token=nonsense").statusCode()).isEqualTo(400);
        assertThat(realm.post(LOGOUT, client, "refresh_token=nonsense").body())
                .contains(PermissionRefusal.END_SESSION_ENDPOINT.description());
    }

    @Test
    void aClientWithoutAListIsLeftAlone() {
        String client = realm.clientWithList("by-hand", null);

        assertThat(realm.post(INTROSPECT, client, "token=nonsense").body()).isEqualTo("{\"active\":false}");
        assertThat(realm.post(REVOKE, client, "token=nonsense").statusCode()).isEqualTo(200);
        assertThat(realm.post(LOGOUT, client, "refresh_token=" + refreshToken(client))
                        .statusCode())
                .isEqualTo(204);
    }

    private static boolean isActive(String token) {
        return Wire.json(realm.post(INTROSPECT, "resource_server_1", "token=" + token))
                .path("active")
                .asBoolean();
    }

    private static String refreshToken(String client) {
        return Wire.json(realm.post(TOKEN, client, PASSWORD_GRANT))
                .path("refresh_token")
                .asText();
    }

    private static void assertRefused(HttpResponse<String> response, String error, PermissionRefusal refusal) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Wire.json(response).path("error").asText()).isEqualTo(error);
        assertThat(Wire.json(response).path("error_description").asText()).isEqualTo(refusal.description());
    }

    private static void assertTold(String client, String missing) {
        assertThat(realm.lastEventDetails(client)).containsEntry(MissingPermission.EVENT_DETAIL, missing);
    }
}
