package io.authscape.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;

class ClientPermissionsTest {

    @Test
    void aClientWithoutAListIsKeycloaksOwn() {
        ClientModel client = ListedClient.withAttribute(null);

        assertThat(ClientPermissions.governs(client)).isFalse();
        assertThat(ClientPermissions.of(client)).isEmpty();
        assertThat(ClientPermissions.governs(null)).isFalse();
    }

    @Test
    void whatIsListedIsAllowedAndNothingElse() {
        ClientPermissions permissions = of(ListedClient.withPermissions("ept:token", "scp:api1"));

        assertThat(permissions.allows("ept:token")).isTrue();
        assertThat(permissions.allows("scp:api1")).isTrue();
        assertThat(permissions.allows("scp:API1")).isFalse();
        assertThat(permissions.allows("scp:api")).isFalse();
        assertThat(permissions.allows("ept:introspection")).isFalse();
    }

    /** Rows of a database that OpenIddict 5.x wrote, and what 6.0 asks for; and the other way round. */
    @Test
    void aFormerSpellingIsTheSamePermission() {
        ClientPermissions former = of(ListedClient.withPermissions("ept:logout", "ept:device"));
        ClientPermissions present = of(ListedClient.withPermissions("ept:end_session", "ept:device_authorization"));

        assertThat(former.allows("ept:end_session")).isTrue();
        assertThat(former.allows("ept:device_authorization")).isTrue();
        assertThat(present.allows("ept:logout")).isTrue();
        assertThat(present.allows("ept:device")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ept:token",
                "[\"ept:token\"]",
                "{\"permissions\":[\"ept:token\"]}",
                "{\"v\":2,\"permissions\":[\"ept:token\"]}",
                "{\"v\":1}",
                "{\"v\":1,\"permissions\":\"ept:token\"}",
                "{\"v\":1,\"permissions\":[\"ept:token\",7]}",
                "{\"v\":1,\"permissions\":[\"ept:token\"]",
                "{\"v\":1,\"permissions\":[\"ept:token\"]}x",
                "{\"v\":1,\"permissions\":[],\"permissions\":[\"ept:token\"]}",
                "{\"v\":2,\"v\":1,\"permissions\":[\"ept:token\"]}",
            })
    void aListThatCannotBeReadAllowsNothing(String attribute) {
        ClientModel client = ListedClient.withAttribute(attribute);

        assertThat(ClientPermissions.governs(client)).isTrue();
        assertThat(of(client).allows("ept:token")).isFalse();
    }

    @Test
    void unknownMembersDoNoHarm() {
        ClientModel client = ListedClient.withAttribute("{\"v\":1,\"permissions\":[\"ept:token\"],\"by\":\"x\"}");

        assertThat(of(client).allows("ept:token")).isTrue();
    }

    private static ClientPermissions of(ClientModel client) {
        return ClientPermissions.of(client).orElseThrow();
    }
}
