package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** {@code authscape explain}: whatever it says, the server must say the same. */
@ExtendWith(KeycloakExtension.class)
class ExplainIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "hunter2hunter2";

    private final KeycloakServer server;
    private final TestRealm testRealm;
    private final ProvisionedRealm realm;
    private final RealmCommands commands;
    private final HttpClient http = HttpClient.newHttpClient();
    private String kim;

    ExplainIT(KeycloakServer server, TestRealm realm) {
        this.server = server;
        this.testRealm = realm;
        this.realm = new ProvisionedRealm(realm);
        this.commands = RealmCommands.of(realm);
    }

    @BeforeEach
    void clients() {
        realm.clean();
        testRealm.admin().clients().findAll().stream()
                .filter(client -> client.getAttributes().containsKey("authscape.permissions")
                        || client.getClientId().equals("by-hand"))
                .forEach(client ->
                        testRealm.admin().clients().get(client.getId()).remove());
        kim = user();
        Invocation apply = realm.apply(Map.of(), """
                "scopes": [ { "name": "api1", "resources": ["z", "a"] }, { "name": "api2", "resources": ["a"] },
                            { "name": "api3" } ],
                "clients": [
                  { "clientId": "ok", "clientSecret": "hunter2hunter2", "claims": { "companyId": "1" },
                    "permissions": ["ept:token", "gt:client_credentials", "scp:api1", "scp:api2", "scp:email"],
                    "settings": { "tkn_lft:act": "00:10:00" } },
                  { "clientId": "no-endpoint", "clientSecret": "hunter2hunter2",
                    "permissions": ["gt:client_credentials", "scp:api1"] },
                  { "clientId": "no-grant", "clientSecret": "hunter2hunter2", "permissions": ["ept:token"] },
                  { "clientId": "spa", "clientType": "public", "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "disabled", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "detached", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials", "scp:api1"] },
                  { "clientId": "inside", "clientSecret": "hunter2hunter2", "allowedNetworks": ["127.0.0.0/8"],
                    "permissions": ["ept:token", "gt:client_credentials", "scp:api1"] },
                  { "clientId": "outside", "clientSecret": "hunter2hunter2", "allowedNetworks": ["203.0.113.0/24"],
                    "permissions": ["ept:token", "gt:client_credentials", "scp:api1"] },
                  { "clientId": "odd-networks", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "no-account", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "unreadable", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "odd-claims", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "bearer", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "by-tls", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "long-lived", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials"],
                    "settings": { "tkn_lft:act": "1.00:00:00" } },
                  { "clientId": "short-session", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "refresher", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials", "gt:refresh_token"] },
                  { "clientId": "7", "clientSecret": "hunter2hunter2", "actsAs": 7,
                    "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "as-nobody", "clientSecret": "hunter2hunter2", "actsAs": 7,
                    "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "caller", "clientSecret": "hunter2hunter2", "subject": "keycloak",
                    "permissions": ["ept:token", "gt:client_credentials"] } ]""", "--allow-acts-as");
        assertThat(apply.exitCode()).as(apply.err()).isZero();
        change("disabled", client -> client.setEnabled(false));
        change("no-account", client -> client.setServiceAccountsEnabled(false));
        change("unreadable", client -> client.getAttributes().put("authscape.permissions", "{"));
        change("odd-claims", client -> client.getAttributes().put("authscape.claims", "{"));
        change("odd-networks", client -> client.getAttributes().put("authscape.networks", "{"));
        change("bearer", client -> client.setBearerOnly(true));
        change("by-tls", client -> client.setClientAuthenticatorType("client-x509"));
        change("short-session", client -> client.getAttributes().put("client.session.max.lifespan", "120"));
        change("as-nobody", client -> client.getAttributes().put("authscape.acts-as", "8"));
        testRealm.client("detached").removeOptionalClientScope(scopeId("api1"));
        create("by-hand", Map.of());
        create("12345", ours());
        create(kim, ours());
    }

    @Test
    void theServerSaysTheSame() {
        compare(
                List.of("ok", "ok api1", "ok api2 api1", "ok api1 openid", "ok email", "ok api3", "ok api1 api3"),
                List.of("ok nothing", "ok address", "ok api1 nothing", "ok microprofile-jwt"),
                List.of("no-endpoint", "no-endpoint api1", "no-grant", "no-grant api1", "spa", "spa api1"),
                List.of("nobody", "nobody api1", "nobody nothing", "disabled", "disabled api1"),
                List.of("detached", "detached api1", "detached api2", "no-account", "unreadable", "odd-claims"),
                List.of("bearer", "by-tls", "long-lived", "short-session"),
                List.of("inside", "inside api1", "outside", "outside api1", "outside nothing", "odd-networks"),
                List.of("outside api2", "odd-networks api1"),
                List.of("ok offline_access", "refresher offline_access", "refresher"),
                List.of("7", "as-nobody", "caller", "12345", kim, "by-hand", "by-hand email", "by-hand api1"));
    }

    @Test
    void aQuietRealmIsExplainedAsItAnswers() {
        with(
                "authscape.wire.disclosure",
                "quiet",
                () -> compare(
                        List.of("ok api1", "nobody", "nobody nothing", "spa", "disabled", "ok nothing", "no-grant")));
    }

    @Test
    void aRealmThatFollowsTheRfcIsExplainedAsItAnswers() {
        with(
                "authscape.wire.disallowed-scope",
                "invalid_scope",
                () -> compare(List.of("ok api1", "ok api3", "detached api1", "ok nothing")));
    }

    @Test
    void withoutTheLockTheServerSaysTheSame() {
        ClientPoliciesRepresentation policies =
                testRealm.admin().clientPoliciesPoliciesResource().getPolicies();
        testRealm.admin().clientPoliciesPoliciesResource().updatePolicies(new ClientPoliciesRepresentation());
        try {
            compare(List.of("ok api1", "no-endpoint", "no-grant", "ok api3", "detached api1", "no-endpoint api1 api2"));
            assertThat(explain("no-endpoint").out())
                    .contains("note: the realm lacks AuthScape's client policy: permissions are not enforced");
        } finally {
            testRealm.admin().clientPoliciesPoliciesResource().updatePolicies(policies);
        }
    }

    @Test
    void aDisabledRealmIsExplainedAsItAnswers() {
        RealmRepresentation settings = testRealm.admin().toRepresentation();
        settings.setEnabled(false);
        testRealm.admin().update(settings);
        try {
            compare(List.of("ok api1"));
        } finally {
            settings.setEnabled(true);
            testRealm.admin().update(settings);
        }
    }

    @Test
    void anotherGrantIsSupportedOrNot() {
        assertThat(explain("ok", "--grant", "password").out())
                .contains("refused: unsupported_grant_type (The specified 'grant_type' is not supported.)");
        assertThat(explain("ok", "--grant", "refresh_token").out())
                .contains("it lacks the permission 'gt:refresh_token'");
    }

    @Test
    void peopleAreToldWhatToChange() {
        Invocation refused = explain("ok", "--scope", "api1 api3");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).isEqualToNormalizingNewlines("""
                  ok  the provider jar is on the server
                  ok  the realm is enabled
                  ok  the endpoint knows the grant 'client_credentials'
                  ok  scope 'api1' is held by 'it'
                  ok  scope 'api3' is held by 'it'
                  ok  client 'ok' exists and is enabled
                  ok  it is confidential
                  ok  the realm takes hashed secrets
                  ok  it proves itself by a hashed secret: 'default'; Keycloak's own plain one doesn't count
                  ok  it has the permission 'ept:token'
                  ok  it has the permission 'gt:client_credentials'
                  ok  it has the permission 'scp:api1'
                  NO  it lacks the permission 'scp:api3'
                  ok  it has a service account
                  ok  scope 'api1' is attached to it
                  NO  scope 'api3' is not attached to it
                  ok  the token speaks for the client itself
                  ok  its own claims can be read
                refused: invalid_request (This client application is not allowed to use the specified scope.)
                to change that: add "scp:api3" to the client's 'permissions' in the seed, and apply it
                """);
        assertThat(explain("ok", "--scope", "api1").out()).endsWith("""
                granted, for 600 seconds
                  sub: ok
                  client_id: ok
                  aud: [z, a]
                  scope: api1
                  oi_prst: ok
                  companyId: 1
                """);
    }

    @Test
    void nothingIsWritten() {
        realm.forgetEvents();

        explain("ok", "--scope", "api1");

        assertThat(realm.writes()).isEmpty();
    }

    @Test
    void whoMayNotReadIsToldSo() {
        try (CiClient ci = new CiClient(server, realm.name(), "view-clients")) {
            Invocation run = commands.as(ci.env()).run("explain", "ok");
            assertThat(run.exitCode()).isEqualTo(77);
            assertThat(run.err()).contains("explain needs 'view-realm' and 'view-clients'");
        }
        try (CiClient ci = new CiClient(server, realm.name(), "view-clients", "view-realm")) {
            Invocation run = commands.as(ci.env()).run("explain", "ok");
            assertThat(run.exitCode()).as(run.all()).isZero();
        }
        try (CiClient ci = new CiClient(server, realm.name(), "view-clients", "view-realm", "view-users")) {
            Invocation run = commands.as(ci.env()).run("explain", "7");
            assertThat(run.exitCode()).as(run.all()).isZero();
        }
    }

    /** Each case is a client and the scopes that it asks for. */
    @SafeVarargs
    private void compare(List<String>... cases) {
        SoftAssertions soft = new SoftAssertions();
        for (List<String> group : cases) {
            for (String one : group) {
                String[] words = one.split(" ", 2);
                compare(soft, one, words[0], words.length == 1 ? "" : words[1]);
            }
        }
        soft.assertAll();
    }

    private void compare(SoftAssertions soft, String name, String client, String scopes) {
        Invocation run = explain(client, "--scope", scopes, "--from", "127.0.0.1", "--output", "json");
        HttpResponse<String> response = ask(client, scopes);
        JsonNode said = json(run.out());
        JsonNode answered = json(response.body());
        JsonNode refusal = said.path("refusal");
        boolean granted = response.statusCode() == 200;
        soft.assertThat(said.path("granted").asBoolean())
                .as(name + ": " + response.body())
                .isEqualTo(granted);
        soft.assertThat(run.exitCode()).as(name).isEqualTo(granted ? 0 : 1);
        if (!granted) {
            soft.assertThat(List.of(
                            refusal.path("status").asInt(),
                            refusal.path("error").asText(),
                            refusal.path("description").asText()))
                    .as(name)
                    .isEqualTo(List.of(
                            response.statusCode(),
                            answered.path("error").asText(),
                            answered.path("error_description").asText()));
            return;
        }
        // Keycloak counts from the answer, not from the token.
        int lifetime = said.path("lifetime").asInt();
        soft.assertThat(answered.path("expires_in").asInt()).as(name).isBetween(lifetime - 2, lifetime);
        ObjectNode claims = StockRealm.claims(answered.path("access_token").asText());
        said.path("token").properties().forEach(claim -> soft.assertThat(claims.path(claim.getKey()))
                .as(name + ": " + claim.getKey())
                .isEqualTo(claim.getValue()));
    }

    private Invocation explain(String client, String... options) {
        String[] args =
                Stream.concat(Stream.of("explain", client), Stream.of(options)).toArray(String[]::new);
        return commands.run(args);
    }

    private HttpResponse<String> ask(String client, String scopes) {
        String form = StockRealm.form(Map.of(
                "grant_type", "client_credentials", "client_id", client, "client_secret", SECRET, "scope", scopes));
        try {
            return http.send(
                    HttpRequest.newBuilder(testRealm.uri("connect/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(form))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void with(String attribute, String value, Runnable test) {
        RealmRepresentation settings = testRealm.admin().toRepresentation();
        settings.getAttributes().put(attribute, value);
        testRealm.admin().update(settings);
        try {
            test.run();
        } finally {
            settings.getAttributes().put(attribute, "");
            testRealm.admin().update(settings);
        }
    }

    private void change(String clientId, Consumer<ClientRepresentation> change) {
        ClientRepresentation client = testRealm.client(clientId).toRepresentation();
        change.accept(client);
        testRealm.client(clientId).update(client);
    }

    private void create(String clientId, Map<String, String> attributes) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setSecret(SECRET);
        client.setServiceAccountsEnabled(true);
        client.setAttributes(attributes);
        testRealm.create(client);
    }

    private static Map<String, String> ours() {
        return Map.of("authscape.permissions", "{\"v\":1,\"permissions\":[\"ept:token\",\"gt:client_credentials\"]}");
    }

    private String scopeId(String name) {
        return testRealm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(name))
                .map(ClientScopeRepresentation::getId)
                .findFirst()
                .orElseThrow();
    }

    private String user() {
        testRealm
                .admin()
                .users()
                .list()
                .forEach(user -> testRealm.admin().users().get(user.getId()).remove());
        UserRepresentation user = new UserRepresentation();
        user.setUsername("kim");
        user.setEnabled(true);
        user.setAttributes(Map.of("authscape.user.id", List.of("7")));
        try (Response response = testRealm.admin().users().create(user)) {
            return CreatedResponseUtil.getCreatedId(response);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
