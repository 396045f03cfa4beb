package io.authscape.keycloak.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The realm stands twice, since the operator reads no other file: here as it is shipped, with one account more. */
class RealmImportTest {

    @Test
    void itIsTheShippedRealmAndTheProvisionersAccount() throws IOException {
        JsonNode shipped = new ObjectMapper()
                .readTree(Path.of("..", "realm-config", "authscape-realm.json").toFile());
        ObjectNode realm = Manifests.one("KeycloakRealmImport", "authscape")
                .at("/spec/realm")
                .deepCopy();

        JsonNode clients = realm.remove("clients");
        JsonNode users = realm.remove("users");

        assertThat(realm).isEqualTo(shipped);
        assertThat(clients).singleElement().satisfies(client -> {
            assertThat(client.path("clientId").asText()).isEqualTo("authscape-provisioner");
            assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
            assertThat(client.path("standardFlowEnabled").asBoolean(true)).isFalse();
            assertThat(client.path("directAccessGrantsEnabled").asBoolean(true)).isFalse();
            assertThat(client.path("publicClient").asBoolean(true)).isFalse();
        });
        // See docs/least-privilege.md.
        assertThat(users).singleElement().satisfies(user -> assertThat(
                        user.path("clientRoles").toString())
                .isEqualTo("{\"realm-management\":[\"manage-clients\",\"view-realm\"]}"));
    }
}
