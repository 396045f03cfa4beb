package io.authscape.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Permissions at Keycloak's token endpoint and at ours, with Keycloak's own switches all on. */
@ExtendWith(KeycloakExtension.class)
class TokenPermissionsIT {

    private static final String NATIVE = "protocol/openid-connect/token";
    private static final String ALIAS = "connect/token";
    private static final String PASSWORD_GRANT =
            "grant_type=password&username=" + GuardedRealm.USER + "&password=correct+horse+battery";
    private static final String EXCHANGE_GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";

    private static GuardedRealm realm;

    @BeforeAll
    static void guard(TestRealm own) {
        realm = new GuardedRealm(own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gt:client_credentials,scp:api1           | api1                | TOKEN_ENDPOINT | ept:token
            ept:introspection                        |                     | TOKEN_ENDPOINT | ept:token
            ept:token,scp:api1                       | api1                | GRANT_TYPE     | gt:client_credentials
            ept:token,gt:client_credentials,scp:api1 | api1 offline_access | OFFLINE_ACCESS | gt:refresh_token
            ept:token,gt:client_credentials          | api1                | SCOPE          | scp:api1
            ept:token,gt:client_credentials,scp:api1 | api1 api2           | SCOPE          | scp:api2
            """)
    void aServiceIsRefusedWhatItsListLacks(
            String permissions, String scope, PermissionRefusal refusal, String missing) {
        String client = realm.client(anyId(), permissions.split(","));

        for (String door : new String[] {NATIVE, ALIAS}) {
            HttpResponse<String> response = service(door, client, scope);

            assertRefused(response, refusal.error(), refusal);
            assertTold(client, missing, refusal);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void whatIsListedIsGranted(String door) {
        String client =
                realm.client(anyId(), "ept:token", "gt:client_credentials", "gt:refresh_token", "scp:api1", "scp:api2");

        assertThat(service(door, client, "api1 api2").statusCode()).isEqualTo(200);
        assertThat(service(door, client, null).statusCode()).isEqualTo(200);
        assertThat(service(door, client, "openid").statusCode()).isEqualTo(200);
        assertThat(service(door, client, "api1 offline_access").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void aListThatCannotBeReadRefusesEverything(String door) {
        String client = realm.clientWithList(anyId(), "ept:token");

        assertRefused(service(door, client, null), "unauthorized_client", PermissionRefusal.TOKEN_ENDPOINT);
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void aClientWithoutAListIsLeftAlone(String door) {
        String client = realm.clientWithList(anyId(), null);

        assertThat(service(door, client, "api1 api2").statusCode()).isEqualTo(200);
    }

    /** A wrong secret must tell nothing about permissions. */
    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void authenticationComesFirst(String door) {
        String client = realm.client(anyId(), "ept:introspection");

        HttpResponse<String> response = Wire.http1()
                .post(realm.realm().uri(door), "grant_type=client_credentials&client_secret=wrong&client_id=" + client);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).doesNotContain("token endpoint");
    }

    @Test
    void aRealmMayCallADisallowedScopeInvalidScope() {
        String client = realm.client(anyId(), "ept:token", "gt:client_credentials");
        realm.realmAttribute(MissingPermission.DISALLOWED_SCOPE, "invalid_scope");
        try {
            assertRefused(service(NATIVE, client, "api1"), "invalid_scope", PermissionRefusal.SCOPE);
            assertRefused(
                    service(NATIVE, client, "offline_access"), "invalid_request", PermissionRefusal.OFFLINE_ACCESS);
        } finally {
            realm.realmAttribute(MissingPermission.DISALLOWED_SCOPE, "invalid_request");
        }
        assertRefused(service(NATIVE, client, "api1"), "invalid_request", PermissionRefusal.SCOPE);
    }

    /** At Keycloak's own endpoint: AuthScape's has no such grant. */
    @Test
    void thePasswordGrantNeedsItsPermission() {
        String client = realm.client(anyId(), "ept:token", "gt:client_credentials", "scp:api1");

        assertRefused(realm.post(NATIVE, client, PASSWORD_GRANT), "unauthorized_client", PermissionRefusal.GRANT_TYPE);

        realm.permit(client, "ept:token", "gt:password");
        assertThat(realm.post(NATIVE, client, PASSWORD_GRANT).statusCode()).isEqualTo(200);
        assertRefused(
                realm.post(NATIVE, client, PASSWORD_GRANT + "&scope=openid+api1"),
                "invalid_request",
                PermissionRefusal.SCOPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void theRefreshGrantNeedsItsPermission(String door) {
        String client = realm.client(anyId(), "ept:token", "gt:password", "gt:refresh_token");
        String form = "grant_type=refresh_token&refresh_token="
                + Wire.json(realm.post(NATIVE, client, PASSWORD_GRANT))
                        .path("refresh_token")
                        .asText();
        realm.permit(client, "ept:token", "gt:password");

        assertRefused(realm.post(door, client, form), "unauthorized_client", PermissionRefusal.GRANT_TYPE);

        realm.permit(client, "ept:token", "gt:password", "gt:refresh_token");
        assertThat(realm.post(door, client, form).statusCode()).isEqualTo(200);
    }

    @Test
    void theExchangeOfATokenNeedsItsPermission() {
        String client = realm.client(anyId(), "ept:token", "gt:password");
        String form = "grant_type=" + EXCHANGE_GRANT
                + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token&subject_token="
                + Wire.accessToken(realm.post(NATIVE, client, PASSWORD_GRANT));

        assertRefused(realm.post(NATIVE, client, form), "unauthorized_client", PermissionRefusal.GRANT_TYPE);
        assertTold(client, "gt:" + EXCHANGE_GRANT, PermissionRefusal.GRANT_TYPE);

        realm.permit(client, "ept:token", "gt:password", "gt:" + EXCHANGE_GRANT);
        assertThat(realm.post(NATIVE, client, form).body()).doesNotContain(PermissionRefusal.GRANT_TYPE.description());
    }

    /** UMA without a bearer token passes the service account's event, so its grant is looked at, too. */
    @Test
    void anUmaTicketIsAGrantLikeAnyOther() {
        String client = realm.client(anyId(), "ept:token", "gt:client_credentials");

        HttpResponse<String> response =
                realm.post(NATIVE, client, "grant_type=urn:ietf:params:oauth:grant-type:uma-ticket&audience=" + client);

        assertRefused(response, "unauthorized_client", PermissionRefusal.GRANT_TYPE);
    }

    private static HttpResponse<String> service(String door, String client, String scope) {
        String scopes = scope == null ? "" : "&scope=" + scope.replace(' ', '+');
        return realm.post(door, client, "grant_type=client_credentials" + scopes);
    }

    private static void assertRefused(HttpResponse<String> response, String error, PermissionRefusal refusal) {
        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode body = Wire.json(response);
        assertThat(body.path("error").asText()).isEqualTo(error);
        assertThat(body.path("error_description").asText()).isEqualTo(refusal.description());
    }

    private static void assertTold(String client, String missing, PermissionRefusal refusal) {
        assertThat(realm.lastEventDetails(client))
                .containsEntry(MissingPermission.EVENT_DETAIL, missing)
                .containsEntry("reason", "client_policy_error")
                .containsEntry("client_policy_error_detail", refusal.description());
    }

    private static String anyId() {
        return UUID.randomUUID().toString().substring(0, 8) + "-service";
    }
}
