package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** {@code authscape doctor} on real realms; that each rule speaks when it should is {@code DoctorTest}'s matter. */
@ExtendWith(KeycloakExtension.class)
class DoctorIT {

    private static final String STRONG = "q7Zr1wXk9Tn3bVf5Hs8Ld2Gp6Mc4Jy0Ea_Uo-RiWtQv";
    private static final String SEED = "\"scopes\": [ { \"name\": \"s\", \"resources\": [ \"r\" ] } ], \"clients\": [ {"
            + " \"clientId\": \"billing\", \"clientSecret\": \"" + STRONG + "\", \"permissions\": [ \"ept:token\","
            + " \"gt:client_credentials\", \"scp:s\" ] } ]";

    @TempDir
    private Path folder;

    private final KeycloakServer server;
    private final TestRealm testRealm;
    private final ProvisionedRealm realm;
    private final RealmCommands commands;

    DoctorIT(KeycloakServer server, TestRealm testRealm) {
        this.server = server;
        this.testRealm = testRealm;
        realm = new ProvisionedRealm(testRealm);
        commands = RealmCommands.of(testRealm);
    }

    @BeforeEach
    void cleanRealm() {
        realm.clean();
        RealmRepresentation settings = testRealm.admin().toRepresentation();
        settings.setSslRequired("external");
        settings.setEventsEnabled(false);
        testRealm.admin().update(settings);
    }

    @AfterEach
    void removeUnowned() {
        for (String id : List.of("careless", "blank")) {
            testRealm.admin().clients().findByClientId(id).forEach(client -> testRealm
                    .admin()
                    .clients()
                    .get(client.getId())
                    .remove());
        }
        commands.run("setup");
    }

    @Test
    void aRealmOfOursIsSoundAndStaysUntouched() {
        assertThat(realm.apply(SEED).exitCode()).isZero();
        realm.forgetEvents();

        Invocation run = commands.run("doctor");

        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("INFO realm: Keycloak keeps no login events [login-events-off]")
                .contains("1 note in realm '" + testRealm.name() + "'");
        assertThat(commands.run("doctor", "--fail-on", "info").exitCode()).isEqualTo(1);
        assertThat(testRealm.admin().getAdminEvents()).isEmpty();
    }

    @Test
    void theCommandsThatItNamesMendWhatItFound() {
        assertThat(realm.apply(SEED).exitCode()).isZero();
        spoil();
        realm.forgetEvents();

        Invocation run = commands.run("doctor", "--output", "json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(testRealm.admin().getAdminEvents())
                .as("doctor changes nothing")
                .isEmpty();
        Set<String> rules = rules(run);
        assertThat(rules)
                .contains(
                        "ssl-not-required",
                        "wire-setting-unknown",
                        "permissions-not-enforced",
                        "blank-secret",
                        "permissions-missing",
                        "grant-implicit",
                        "grant-password",
                        "redirect-anywhere",
                        "web-origins-any",
                        "full-scope-allowed",
                        "default-scope",
                        "login-events-off");
        List<String> fixes = StreamSupport.stream(
                        json(run.out()).path("findings").spliterator(), false)
                .map(finding -> finding.path("fix").asText())
                .filter(fix -> fix.startsWith("kcadm.sh "))
                .distinct()
                .toList();
        new AdminScript(server, folder).run(fixes);
        assertThat(commands.run("setup").exitCode()).isZero();
        assertThat(realm.apply(SEED).exitCode()).isZero();

        Set<String> left = rules(commands.run("doctor", "--output", "json"));

        // What only people decide: whose the clients are, and where their secrets shall be.
        assertThat(left).containsExactlyInAnyOrder("permissions-missing", "plain-secret");
    }

    /** By hand, as people do who are in a hurry. */
    private void spoil() {
        RealmRepresentation settings = testRealm.admin().toRepresentation();
        settings.setSslRequired("none");
        settings.getAttributes().put("authscape.wire.errors", "openidict");
        testRealm.admin().update(settings);
        testRealm.admin().clientPoliciesPoliciesResource().updatePolicies(new ClientPoliciesRepresentation());
        ClientRepresentation ours = testRealm.client("billing").toRepresentation();
        ours.setFullScopeAllowed(true);
        testRealm.client("billing").update(ours);
        String roles = realm.scope("keycloak-roles").orElseThrow().getId();
        testRealm.client("billing").addDefaultClientScope(roles);
        ClientRepresentation careless = new ClientRepresentation();
        careless.setClientId("careless");
        careless.setDirectAccessGrantsEnabled(true);
        careless.setImplicitFlowEnabled(true);
        careless.setRedirectUris(List.of("*"));
        careless.setWebOrigins(List.of("*"));
        testRealm.create(careless);
        ClientRepresentation blank = new ClientRepresentation();
        blank.setClientId("blank");
        blank.setSecret("");
        blank.setStandardFlowEnabled(false);
        blank.setServiceAccountsEnabled(true);
        testRealm.create(blank);
    }

    @Test
    void theSeedTellsWhatLeftItAndNamesItselfInCommands() {
        realm.apply(SEED);
        String smaller = ProvisionedRealm.seed("\"clients\": []");

        Invocation run = commands.runWith(smaller, "doctor", "-f", "-", "--fail-on", "warning");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("WARNING client 'billing': it belongs to 'it', and no file of that owner has it any more"
                        + " [left-the-seed]")
                .contains("  fix: authscape apply -f - --realm " + testRealm.name() + " --prune");
    }

    @Test
    void markdownHasARowForEachFinding() {
        Invocation run = commands.run("doctor", "--output", "markdown");
        assertThat(run.out())
                .startsWith("### AuthScape doctor for realm `" + testRealm.name() + "`")
                .contains("| **info** | realm | Keycloak keeps no login events (`login-events-off`) |");
    }

    @Test
    void mistakesAreToldInOneLine() {
        assertThat(Invocation.of(Map.of("AUTHSCAPE_SERVER", server.url(), "AUTHSCAPE_USERNAME", "admin"), "", "doctor")
                        .err())
                .startsWith("error: no realm; give --realm REALM, or a seed by -f FILE");
        Invocation nowhere = commands.run("doctor", "--realm", "nowhere");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.err())
                .isEqualToIgnoringNewLines("error: the realm 'nowhere' doesn't exist;"
                        + " 'authscape setup --realm nowhere --create-realm' makes it");
        assertThat(commands.run("doctor", "--server", "http://127.0.0.1:1").exitCode())
                .isEqualTo(69);
        assertThat(commands.run("doctor", "--max-secret-age", "soon").exitCode())
                .isEqualTo(64);
    }

    @Test
    void aStockRealmIsToldThatItIsNotSetUp() {
        try (StockRealm stock = new StockRealm(server, "unwell")) {
            stock.addItsOwn();
            Invocation run = RealmCommands.of(stock.realm()).run("doctor", "--output", "json");
            assertThat(rules(run)).contains("not-set-up", "brute-force-off", "full-scope-allowed", "plain-secret");
            assertThat(run.exitCode()).as(run.out()).isZero();
        }
    }

    private static Set<String> rules(Invocation run) {
        Set<String> rules = new HashSet<>();
        json(run.out())
                .path("findings")
                .forEach(finding -> rules.add(finding.path("rule").asText()));
        return rules;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
