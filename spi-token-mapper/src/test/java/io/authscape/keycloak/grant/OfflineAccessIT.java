package io.authscape.keycloak.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/** A service that Keycloak gives refresh tokens: whether they are offline ones is told by its scopes, as they are now. */
@ExtendWith(KeycloakExtension.class)
class OfflineAccessIT {

    private static TestRealm realm;

    @BeforeAll
    static void create(TestRealm testRealm) {
        realm = testRealm;
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("keeper");
        client.setSecret("s3cret");
        client.setServiceAccountsEnabled(true);
        client.setFullScopeAllowed(true);
        client.setOptionalClientScopes(List.of("offline_access"));
        client.setAttributes(Map.of("client_credentials.use_refresh_token", "true"));
        realm.create(client);
    }

    @Test
    void isTheirsWhoAskForIt() {
        assertThat(typeOfRefreshToken("&scope=offline_access")).isEqualTo("Offline");
        assertThat(typeOfRefreshToken("")).isEqualTo("Refresh");
        assertThat(typeOfRefreshToken("&scope=offline_access")).isEqualTo("Offline");
    }

    @Test
    void isNotThereUnderAnotherName() {
        assertThat(typeOfRefreshToken("&scope=offline_access")).isEqualTo("Offline");

        change("offline_access", scope -> scope.setName("renamed"));
        try {
            assertThat(typeOfRefreshToken("&scope=renamed")).isEqualTo("Refresh");
        } finally {
            change("renamed", scope -> scope.setName("offline_access"));
        }

        assertThat(typeOfRefreshToken("&scope=offline_access")).isEqualTo("Offline");
    }

    private static void change(String name, Consumer<ClientScopeRepresentation> change) {
        ClientScopeRepresentation scope = realm.admin().clientScopes().findAll().stream()
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        change.accept(scope);
        ClientScopeResource resource = realm.admin().clientScopes().get(scope.getId());
        resource.update(scope);
    }

    private static String typeOfRefreshToken(String scopeParameter) {
        HttpResponse<String> answer = Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token"),
                        "grant_type=client_credentials&client_id=keeper&client_secret=s3cret" + scopeParameter);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Jwt.claims(Wire.json(answer).path("refresh_token").asText())
                .path("typ")
                .asText();
    }
}
