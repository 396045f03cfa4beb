package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;

/** A seed that uses every member of the format, and what each of them leaves in Keycloak. */
@ExtendWith(KeycloakExtension.class)
class EveryFieldIT {

    static final String SEED = """
            "roles": [
              { "name": "Admin", "id": 1, "permissions": [
                { "id": "6F1C2D3E-4A5B-4C6D-8E9F-0A1B2C3D4E5F", "name": "Can edit" },
                { "id": "00000000-4a5b-4c6d-8e9f-0a1b2c3d4e5f", "name": "CanView" } ] },
              { "name": "a/b User", "id": 9223372036854775807, "permissions": [] }
            ],
            "scopes": [
              { "name": "orders", "displayName": "Orders", "displayNames": { "de": "Aufträge" },
                "description": "d", "descriptions": { "de": "D" }, "resources": ["orders-api"],
                "properties": { "a": [1, 2.50, { "b": null }] } }
            ],
            "clients": [
              { "clientId": "web", "clientSecret": "hunter2hunter2", "secretStorage": "plain",
                "clientType": "confidential", "applicationType": "web", "consentType": "systematic",
                "displayName": "Web", "displayNames": { "de": "Netz" },
                "permissions": ["ept:authorization", "ept:logout", "ept:token", "gt:authorization_code", "rst:code", "scp:orders"],
                "requirements": ["ft:pkce", "ft:par"],
                "redirectUris": ["https://b.example/cb?x=1", "https://a.example/cb"],
                "postLogoutRedirectUris": ["https://b.example/out", "https://a.example/out"],
                "settings": { "tkn_lft:act": "1.00:00:30", "tkn_lft:reft": "14.00:00:00" },
                "properties": { "Description": "described", "team": { "n": 1.10 } } },
              { "clientId": "keyed", "description": "by key", "claims": { "companyId": "1", "usersRoles": "[\\"Admin\\"]" },
                "permissions": ["ept:token", "gt:client_credentials"],
                "jsonWebKeySet": { "keys": [ { "kty": "EC", "crv": "P-256", "kid": "k", "key_ops": [], "x5c": [],
                  "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM" } ] } },
              { "clientId": "7", "clientSecret": "hunter2hunter2", "actsAs": 7, "claims": { "username": "kim" } },
              { "clientId": "caller", "clientSecret": "hunter2hunter2", "subject": "keycloak" },
              { "clientId": "spa", "clientType": "public", "consentType": "implicit", "redirectUris": ["https://a.example/cb"] }
            ]""";

    private final TestRealm testRealm;
    private final ProvisionedRealm realm;

    EveryFieldIT(TestRealm realm) {
        this.testRealm = realm;
        this.realm = new ProvisionedRealm(realm);
    }

    @BeforeEach
    void cleanRealm() {
        allowUserAttributes();
        realm.clean();
        testRealm
                .admin()
                .users()
                .list()
                .forEach(user -> testRealm.admin().users().get(user.getId()).remove());
        user("kim", true, "7");
        realm.forgetEvents();
    }

    @Test
    void everyMemberStandsInKeycloakAndNeedsNothingTheSecondTime() {
        Invocation first = realm.apply(Map.of(), SEED, "--allow-acts-as");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("created role 'Admin'", "8 created, 0 changed, 0 unchanged");
        assertThat(first.all()).doesNotContain("hunter2");
        roles();
        assertThat(realm.scope("orders").orElseThrow().getAttributes())
                .containsEntry(
                        "authscape.descriptor",
                        "{\"v\":1,\"descriptor\":{\"descriptions\":{\"de\":\"D\"},\"displayNames\":{\"de\":\"Aufträge\"},"
                                + "\"properties\":{\"a\":[1,2.50,{\"b\":null}]}}}");
        web();
        keyed();
        assertThat(client("7").getAttributes())
                .containsEntry("authscape.acts-as", "7")
                .containsEntry("authscape.claims", "{\"v\":1,\"claims\":{\"username\":\"kim\"}}");
        assertThat(client("caller").getAttributes()).containsEntry("authscape.subject", "keycloak");
        assertThat(client("spa").isConsentRequired()).isFalse();
        assertThat(client("spa").getAttributes()).containsEntry("post.logout.redirect.uris", "-");

        realm.forgetEvents();
        assertThat(realm.apply(Map.of(), SEED, "--allow-acts-as").out()).startsWith("Nothing to do");
        assertThat(realm.apply(Map.of(), """
                        "roles": [ { "name": "Admin" } ], "scopes": [ { "name": "orders" } ],
                        "clients": [ { "clientId": "web" }, { "clientId": "keyed" }, { "clientId": "spa", "clientType": "public" } ]""").out()).startsWith("Nothing to do");
        assertThat(realm.writes()).isEmpty();
    }

    @Test
    void whatIsEmptiedGoes() {
        realm.apply(Map.of(), SEED, "--allow-acts-as");

        Invocation run = realm.apply(Map.of(), """
                "roles": [ { "name": "Admin", "permissions": [] } ],
                "scopes": [ { "name": "orders", "displayNames": {}, "descriptions": {}, "properties": {} } ],
                "clients": [
                  { "clientId": "web", "displayNames": {}, "requirements": [], "permissions": [], "redirectUris": [],
                    "postLogoutRedirectUris": [], "settings": {}, "properties": {}, "consentType": "implicit" },
                  { "clientId": "keyed", "clientSecret": "hunter2hunter2", "jsonWebKeySet": { "keys": [] },
                    "claims": {}, "description": "" },
                  { "clientId": "caller", "subject": null } ]""");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(realm.role("Admin").orElseThrow().getAttributes())
                .containsEntry("authscape.role.id", List.of("1"))
                .doesNotContainKey("authscape.role.permissions");
        assertThat(realm.scope("orders").orElseThrow().getAttributes().get("authscape.descriptor"))
                .isNullOrEmpty();
        ClientRepresentation web = client("web");
        assertThat(web.getRedirectUris()).isEmpty();
        assertThat(web.isConsentRequired()).isFalse();
        assertThat(web.getAttributes())
                .containsEntry("post.logout.redirect.uris", "-")
                .containsEntry("require.pushed.authorization.requests", "false")
                .containsEntry("authscape.descriptor", "{\"v\":1,\"descriptor\":{\"applicationType\":\"web\"}}")
                .doesNotContainKeys("pkce.code.challenge.method", "access.token.lifespan");
        ClientRepresentation keyed = client("keyed");
        assertThat(keyed.getClientAuthenticatorType()).isEqualTo("authscape-secret");
        assertThat(realm.lets("keyed", "hunter2hunter2")).isTrue();
        assertThat(keyed.getDescription()).isNullOrEmpty();
        assertThat(keyed.getAttributes())
                .containsEntry("use.jwks.string", "false")
                .doesNotContainKeys("jwks.string", "authscape.claims");
        assertThat(client("caller").getAttributes()).doesNotContainKey("authscape.subject");
    }

    @Test
    void aClientChangesItsTypeOnlyIfThatIsAllowed() {
        realm.apply(Map.of(), "\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\" } ]");
        realm.forgetEvents();
        String open = "\"clients\": [ { \"clientId\": \"c\", \"clientType\": \"public\" } ]";

        Invocation refused = realm.apply(Map.of(), open);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("give --allow-type-change", "nothing was written");
        assertThat(realm.writes()).isEmpty();
        assertThat(realm.apply(Map.of("AUTHSCAPE_ALLOW_TYPE_CHANGE", "true"), open)
                        .exitCode())
                .isZero();
        assertThat(client("c").isPublicClient()).isTrue();
        assertThat(client("c").getSecret()).isNull();
        assertThat(realm.apply(Map.of(), open).out()).startsWith("Nothing to do");
    }

    @Test
    void aClientActsOnlyAsTheOneEnabledUser() {
        user("lee", false, "8");
        user("max", true, "9");
        user("mia", true, "9");
        realm.forgetEvents();

        Invocation run = realm.apply(Map.of(), """
                "clients": [
                  { "clientId": "a", "clientSecret": "hunter2hunter2", "actsAs": 77 },
                  { "clientId": "b", "clientSecret": "hunter2hunter2", "actsAs": 8 },
                  { "clientId": "c", "clientSecret": "hunter2hunter2", "actsAs": 9 } ]""", "--allow-acts-as");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "error: client 'a': it would act as a user with the attribute 'authscape.user.id' = 77, and nobody has it",
                        "error: client 'b': it would act as a user with the attribute 'authscape.user.id' = 8, who is disabled",
                        "error: client 'c': it would act as a user with the attribute 'authscape.user.id' = 9, and several have it");
        assertThat(realm.apply(Map.of(), SEED).err()).contains("client '7': it would act as user 7;");
        assertThat(realm.writes()).isEmpty();
    }

    private void roles() {
        assertThat(realm.role("Admin").orElseThrow().getAttributes())
                .hasSize(3)
                .containsEntry("authscape.managed-by", List.of("it"))
                .containsEntry("authscape.role.id", List.of("1"))
                .hasEntrySatisfying("authscape.role.permissions", values -> assertThat(values)
                        .containsExactlyInAnyOrder(
                                "6f1c2d3e-4a5b-4c6d-8e9f-0a1b2c3d4e5f Can edit",
                                "00000000-4a5b-4c6d-8e9f-0a1b2c3d4e5f CanView"));
        assertThat(realm.role("a/b User").orElseThrow().getAttributes())
                .containsEntry("authscape.role.id", List.of("9223372036854775807"));
    }

    private void web() {
        ClientRepresentation client = client("web");
        assertThat(client.getDescription()).isEqualTo("described");
        assertThat(client.isConsentRequired()).isTrue();
        assertThat(client.getRedirectUris())
                .containsExactlyInAnyOrder("https://b.example/cb?x=1", "https://a.example/cb");
        assertThat(client.getWebOrigins()).containsExactly("+");
        assertThat(client.getAttributes())
                .containsEntry("post.logout.redirect.uris", "https://b.example/out##https://a.example/out")
                .containsEntry("pkce.code.challenge.method", "S256")
                .containsEntry("require.pushed.authorization.requests", "true")
                .containsEntry("access.token.lifespan", "86430")
                .containsEntry(
                        "authscape.descriptor",
                        "{\"v\":1,\"descriptor\":{\"applicationType\":\"web\",\"consentType\":\"systematic\","
                                + "\"displayNames\":{\"de\":\"Netz\"},\"properties\":{\"team\":{\"n\":1.10}},"
                                + "\"requirements\":[\"ft:pkce\",\"ft:par\"],"
                                + "\"settings\":{\"tkn_lft:reft\":\"14.00:00:00\"}}}");
        assertThat(client.getAttributes().get("authscape.permissions")).contains("\"ept:logout\"");
    }

    private void keyed() {
        ClientRepresentation client = client("keyed");
        assertThat(client.getClientAuthenticatorType()).isEqualTo("client-jwt");
        assertThat(client.getAttributes())
                .containsEntry(
                        "jwks.string",
                        "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"k\","
                                + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
                                + "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\",\"use\":\"sig\"}]}")
                .containsEntry(
                        "authscape.claims",
                        "{\"v\":1,\"claims\":{\"companyId\":\"1\",\"usersRoles\":\"[\\\"Admin\\\"]\"}}");
    }

    private ClientRepresentation client(String clientId) {
        return realm.client(clientId).toRepresentation();
    }

    private void user(String name, boolean enabled, String number) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(name);
        user.setEnabled(enabled);
        user.setAttributes(Map.of("authscape.user.id", List.of(number)));
        try (Response response = testRealm.admin().users().create(user)) {
            CreatedResponseUtil.getCreatedId(response);
        }
    }

    /** For a realm whose user profile doesn't declare the number. */
    private void allowUserAttributes() {
        UPConfig profile = testRealm.admin().users().userProfile().getConfiguration();
        profile.setUnmanagedAttributePolicy(UPConfig.UnmanagedAttributePolicy.ENABLED);
        testRealm.admin().users().userProfile().update(profile);
    }
}
