package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Services that act as a user; and, since no login is needed, what roles and second factors make of his claims. */
@ExtendWith(KeycloakExtension.class)
class ActsAsIT {

    private static final String CAN_EDIT = "6f1c1f0e-9f0e-4a52-8a37-1d0a2f9f3b11";
    private static final String CAN_VIEW = "0a1c1f0e-9f0e-4a52-8a37-1d0a2f9f3b11";

    private static TestRealm realm;

    @BeforeAll
    static void user(TestRealm own) {
        realm = own;
        RealmRepresentation settings = realm.admin().toRepresentation();
        settings.setEventsEnabled(true);
        realm.admin().update(settings);
        DocumentedClients.createIn(realm);
        DocumentedUser.createIn(realm);
    }

    @Test
    void theTokenIsTheUsersAndSaysWhichClientHasIt() {
        ClientRepresentation client = actor("nightly", "12345");
        client.getAttributes()
                .put(AttributeNames.CLAIMS, "{\"v\":1,\"claims\":{\"companyId\":\"2\",\"scim_company_id\":\"7\"}}");
        realm.create(client);
        String token = Wire.accessToken(token("nightly"));

        JsonNode claims = Jwt.claims(token);
        JsonNode introspection = introspect(token);

        for (JsonNode answer : List.of(claims, introspection)) {
            assertThat(answer.path("sub").asText()).isEqualTo("12345");
            assertThat(answer.path("username").asText()).isEqualTo("user@example.com");
            assertThat(answer.path("client_id").asText()).isEqualTo("nightly");
            assertThat(answer.path("role").asText()).isEqualTo("Admin");
            assertThat(answer.path("usersRoles").asText()).isEqualTo("[{\"Id\":1,\"Name\":\"Admin\"}]");
            assertThat(answer.path("locationName").asText()).isEqualTo("Headquarters");
            assertThat(answer.path("companyId").asText()).isEqualTo("2");
            assertThat(answer.path("scim_company_id").asText()).isEqualTo("7");
            assertThat(answer.has("preferred_username")).isFalse();
        }
        assertThat(introspection.path("active").asBoolean()).isTrue();
    }

    @Test
    void aSeedsUsernameCountsOnlyHere() {
        ClientRepresentation client = actor("renamed", "12345");
        client.getAttributes().put(AttributeNames.CLAIMS, "{\"v\":1,\"claims\":{\"username\":\"robot\"}}");
        realm.create(client);

        assertThat(Jwt.claims(Wire.accessToken(token("renamed")))
                        .path("username")
                        .asText())
                .isEqualTo("robot");
    }

    @Test
    void aClientNamedByDigitsActsAsThatNumberOnly() {
        realm.create(actor("12345", "12345"));
        realm.create(actor("54321", "12345"));

        String token = Wire.accessToken(token("12345"));

        assertThat(Jwt.claims(token).path("sub").asText()).isEqualTo("12345");
        assertThat(introspect(token).path("active").asBoolean()).isTrue();
        assertRefused("54321");
    }

    @Test
    void noTokenWithoutExactlyOneEnabledUser() {
        UserRepresentation disabled = DocumentedUser.user("disabled@example.com", "801");
        disabled.setEnabled(false);
        DocumentedUser.create(realm, disabled);
        DocumentedUser.create(realm, DocumentedUser.user("twin1@example.com", "802"));
        DocumentedUser.create(realm, DocumentedUser.user("twin2@example.com", "802"));
        for (String number : List.of("800", "801", "802", "0", "admin")) {
            realm.create(actor("acts-as-" + number, number));

            assertRefused("acts-as-" + number);
        }
        assertThat(realm.admin()
                        .getEvents(List.of("CLIENT_LOGIN_ERROR"), "acts-as-802", null, null, null, null, null, null))
                .isNotEmpty();
    }

    @Test
    void theTokenIsInactiveOnceTheUserIsDisabled() {
        UserRepresentation user = DocumentedUser.user("leaving@example.com", "803");
        String id = DocumentedUser.create(realm, user);
        realm.create(actor("for-leaving", "803"));
        String token = Wire.accessToken(token("for-leaving"));
        assertThat(introspect(token).path("active").asBoolean()).isTrue();

        UserRepresentation stored = realm.admin().users().get(id).toRepresentation();
        stored.setEnabled(false);
        realm.admin().users().get(id).update(stored);

        assertThat(introspect(token).path("active").asBoolean()).isFalse();
    }

    @Test
    void theTokenIsInactiveAfterItsClientHasRevokedIt() {
        realm.create(actor("revoker", "12345"));
        String token = Wire.accessToken(token("revoker"));
        assertThat(introspect(token).path("active").asBoolean()).isTrue();

        Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/revoke"),
                        "client_id=revoker&client_secret=s3cret&token=" + token);

        assertThat(introspect(token).path("active").asBoolean()).isFalse();
    }

    @Test
    void rolesCountHoweverTheUserHasThemAndStandByNumber() {
        DocumentedUser.role(realm, "Zoo", "-3", CAN_EDIT + " CanEdit", CAN_VIEW + " Can view");
        DocumentedUser.role(realm, "User", "10", CAN_EDIT.toUpperCase(Locale.ROOT) + " CanEdit");
        DocumentedUser.role(realm, "Guest", "2", "no-guid CanNothing");
        DocumentedUser.role(realm, "Broken", "first");
        RoleRepresentation composite = new RoleRepresentation();
        composite.setName("unnumbered");
        realm.admin().roles().create(composite);
        realm.admin()
                .roles()
                .get("unnumbered")
                .addComposites(List.of(
                        realm.admin().roles().get("User").toRepresentation(),
                        realm.admin().roles().get("Broken").toRepresentation()));
        String id = DocumentedUser.create(realm, DocumentedUser.user("roles@example.com", "804"));
        DocumentedUser.give(realm, id, "unnumbered");
        DocumentedUser.give(realm, id, "Guest");
        joinGroupWith(id, "Zoo");
        realm.create(actor("for-roles", "804"));

        JsonNode claims = Jwt.claims(Wire.accessToken(token("for-roles")));

        assertThat(claims.path("role").toString()).isEqualTo("[\"Zoo\",\"Guest\",\"User\"]");
        assertThat(claims.path("usersRoles").asText())
                .isEqualTo(
                        "[{\"Id\":-3,\"Name\":\"Zoo\"},{\"Id\":2,\"Name\":\"Guest\"},{\"Id\":10,\"Name\":\"User\"}]");
        assertThat(claims.path("userPermissions").asText())
                .isEqualTo("[{\"Id\":\"" + CAN_VIEW + "\",\"Name\":\"Can view\"},{\"Id\":\"" + CAN_EDIT
                        + "\",\"Name\":\"CanEdit\"}]");
    }

    private static void joinGroupWith(String userId, String role) {
        GroupRepresentation group = new GroupRepresentation();
        group.setName("keepers");
        realm.admin().groups().add(group).close();
        String groupId = realm.admin().groups().groups("keepers", 0, 1).get(0).getId();
        realm.admin()
                .groups()
                .group(groupId)
                .roles()
                .realmLevel()
                .add(List.of(realm.admin().roles().get(role).toRepresentation()));
        realm.admin().users().get(userId).joinGroup(groupId);
    }

    @Test
    void aSecondFactorMakesAmrMfa() {
        CredentialRepresentation otp = new CredentialRepresentation();
        otp.setType("otp");
        otp.setSecretData("{\"value\":\"a-secret-of-twenty-chars\"}");
        otp.setCredentialData("{\"subType\":\"totp\",\"digits\":6,\"period\":30,\"algorithm\":\"HmacSHA1\"}");
        UserRepresentation user = DocumentedUser.user("otp@example.com", "805");
        user.setCredentials(List.of(otp));
        DocumentedUser.create(realm, user);
        realm.create(actor("for-otp", "805"));
        realm.create(actor("for-password", "12345"));

        assertThat(Jwt.claims(Wire.accessToken(token("for-otp"))).path("amr").asText())
                .isEqualTo("mfa");
        assertThat(Jwt.claims(Wire.accessToken(token("for-password")))
                        .path("amr")
                        .asText())
                .isEqualTo("pwd");
    }

    private static ClientRepresentation actor(String clientId, String actsAs) {
        ClientRepresentation client = DocumentedClients.service(clientId, "s3cret", "api1");
        client.getAttributes().putAll(Map.of(AttributeNames.ACTS_AS, actsAs));
        return client;
    }

    private static void assertRefused(String clientId) {
        HttpResponse<String> answer = token(clientId);
        assertThat(answer.statusCode()).as(clientId).isEqualTo(400);
        assertThat(Wire.json(answer).path("error").asText()).isEqualTo("unauthorized_client");
    }

    private static HttpResponse<String> token(String clientId) {
        return Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token"),
                        "grant_type=client_credentials&client_secret=s3cret&scope=api1&client_id=" + clientId);
    }

    private static JsonNode introspect(String token) {
        return Wire.json(Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token/introspect"),
                        "client_id=resource_server_1&client_secret=" + DocumentedClients.RESOURCE_SERVER_SECRET
                                + "&token=" + token));
    }
}
