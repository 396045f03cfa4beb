package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.Browser;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.representations.idm.UserRepresentation;

/** Users, what they may change about themselves, and Keycloak's own Account Console in a realm of ours. */
@ExtendWith(KeycloakExtension.class)
class AccountConsoleIT {

    private static final Map<String, String> TENANT = Map.of(
            "companyId",
            "1",
            "companyName",
            "Acme Corp",
            "locationId",
            "2",
            "locationName",
            "Headquarters",
            AttributeNames.USER_ID,
            "777");

    private static TestRealm realm;

    @BeforeAll
    static void realm(TestRealm own) {
        realm = own;
        var settings = realm.admin().toRepresentation();
        settings.setRegistrationAllowed(true);
        realm.admin().update(settings);
    }

    @Test
    void theAccountConsolesTokenOpensItsApi() {
        DocumentedUser.create(realm, DocumentedUser.user("reader@example.com", null));

        JsonNode account = account(signIn("reader@example.com"));

        assertThat(account.path("username").asText()).isEqualTo("reader@example.com");
        assertThat(account.path("firstName").asText()).isEqualTo("John");
    }

    @Test
    void whatBelongsToTheTenantIsTheAdminsToChange() {
        UserRepresentation user = DocumentedUser.user("tenant@example.com", null);
        TENANT.forEach((name, value) -> user.getAttributes().put(name, List.of(value)));
        String id = DocumentedUser.create(realm, user);
        String token = signIn("tenant@example.com");
        ObjectNode account = (ObjectNode) account(token);
        account.put("firstName", "Jane");
        ObjectNode attributes = account.putObject("attributes");
        TENANT.keySet().forEach(name -> attributes.putArray(name).add("999"));

        HttpResponse<String> answer = Wire.http1()
                .send(HttpRequest.newBuilder(realm.uri("account"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofString(account.toString()))
                        .build());

        UserRepresentation stored = realm.admin().users().get(id).toRepresentation();
        TENANT.forEach((name, value) ->
                assertThat(stored.getAttributes()).as(answer.body()).containsEntry(name, List.of(value)));
        // His own name is his to change, where Keycloak doesn't refuse the whole for the rest.
        assertThat(stored.getFirstName()).isEqualTo(answer.statusCode() == 204 ? "Jane" : "John");
    }

    @Test
    void nobodyRegistersIntoACompany() {
        URI registration = URI.create(realm.uri("protocol/openid-connect/registrations")
                + "?client_id=account-console&response_type=code&scope=openid&redirect_uri=" + redirectUri()
                + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        Map<String, String> fields =
                new HashMap<>(TENANT); // the spelling of this form, and below the one of older ones
        TENANT.forEach((name, value) -> fields.put("user.attributes." + name, value));
        fields.putAll(Map.of(
                "username",
                "newcomer@example.com",
                "email",
                "newcomer@example.com",
                "firstName",
                "New",
                "lastName",
                "Comer",
                "password",
                DocumentedUser.PASSWORD,
                "password-confirm",
                DocumentedUser.PASSWORD));

        Browser browser = new Browser();
        HttpResponse<String> form = browser.follow(browser.get(registration), redirectUri());
        browser.follow(browser.submit(form, fields), redirectUri());

        List<UserRepresentation> users = realm.admin().users().searchByUsername("newcomer@example.com", true);
        assertThat(users).hasSize(1);
        UserRepresentation stored =
                realm.admin().users().get(users.get(0).getId()).toRepresentation();
        assertThat(stored.getFirstName()).isEqualTo("New");
        assertThat(stored.getAttributes() == null ? Map.of() : stored.getAttributes())
                .doesNotContainKeys(TENANT.keySet().toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "companyId, one",
        "companyId, 1.5",
        "companyId, 12345678901234567890",
        "locationId, x",
        "authscape.user.id, 0",
        "authscape.user.id, 007",
        "authscape.user.id, -1"
    })
    void theAdminApiRefusesWhatIsNoNumber(String attribute, String value) {
        UserRepresentation user = DocumentedUser.user("refused@example.com", null);
        user.getAttributes().put(attribute, List.of(value));

        try (Response answer = realm.admin().users().create(user)) {
            assertThat(answer.getStatus()).isEqualTo(400);
            assertThat(answer.readEntity(String.class)).contains(attribute);
        }
    }

    private static String signIn(String user) {
        CodeFlow.Login login =
                CodeFlow.login(realm, "account-console", redirectUri(), "openid", user, DocumentedUser.PASSWORD);
        HttpResponse<String> answer = Wire.http1()
                .post(realm.uri("protocol/openid-connect/token"), login.tokenRequest() + "&client_id=account-console");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.accessToken(answer);
    }

    private static String redirectUri() {
        return realm.uri("account/").toString();
    }

    private static JsonNode account(String token) {
        HttpResponse<String> answer = Wire.http1()
                .send(HttpRequest.newBuilder(realm.uri("account"))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/json")
                        .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.json(answer);
    }
}
