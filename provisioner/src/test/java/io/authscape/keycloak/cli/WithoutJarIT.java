package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import jakarta.ws.rs.WebApplicationException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** A Keycloak as it comes: what works there, and what is refused. */
@ExtendWith(KeycloakExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithoutJarIT {

    private static final String SEED = """
            { "version": 1, "owner": "it", "realm": "x",
              "scopes": [ { "name": "api1", "resources": ["resource_server_1"] } ],
              "clients": [
                { "clientId": "plain", "clientSecret": "hunter2hunter2", "secretStorage": "plain",
                  "claims": { "companyId": "1" },
                  "permissions": ["ept:token", "gt:client_credentials", "scp:api1", "scp:email"] } ] }""";

    private KeycloakServer server;

    @BeforeAll
    void startStock() {
        server = KeycloakServer.builder().name("stock").stock().start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void plainClientsGetTokensByKeycloaksOwnPath() {
        try (StockRealm stock = new StockRealm(server, "plain")) {
            RealmCommands commands = RealmCommands.of(stock.realm());

            Invocation apply = commands.runWith(SEED, "apply", "-f", "-", "--verify-token");

            assertThat(apply.exitCode()).as(apply.err()).isZero();
            assertThat(apply.out()).contains("token of client 'plain': sub '");
            assertThat(apply.err())
                    .contains("note: the server lacks AuthScape's provider jar: these are plain Keycloak clients, and"
                            + " their permissions, their claims and AuthScape's wire contract are not enforced");
            assertThat(stock.token("grant_type=client_credentials&client_id=plain&client_secret=hunter2hunter2"
                            + "&scope=api1"))
                    .startsWith("200 ")
                    .contains("\"resource_server_1\"", "\"sub\":\"");
            ClientRepresentation client = stock.realm().client("plain").toRepresentation();
            assertThat(client.getDefaultClientScopes())
                    .contains("basic", "acr", "web-origins")
                    .doesNotContain("authscape", "roles");
            assertThat(client.getClientAuthenticatorType()).isEqualTo("client-secret");
            stock.realm().admin().clearAdminEvents();
            assertThat(commands.runWith(SEED, "apply", "-f", "-").out()).startsWith("Nothing to do");
            assertThat(stock.realm().admin().getAdminEvents()).isEmpty();
            assertThat(commands.runWith(commands.run("export").out(), "apply", "-f", "-")
                            .out())
                    .startsWith("Nothing to do");
        }
    }

    /** The realm moves from a server with our jar to this one: the database of one that lost its jar, without the wait. */
    @Test
    void aRealmLivesOnHereAfterWhatDoctorSaysToUndo(KeycloakServer withJar, @TempDir Path folder) {
        try (LeavingRealm leaving = new LeavingRealm(withJar, folder)) {
            assertThat(leaving.doctor().exitCode()).isEqualTo(1);
            RealmRepresentation unprepared = leaving.packed();
            assertThatThrownBy(() -> server.admin().realms().create(unprepared))
                    .as("a realm with our policy isn't even taken")
                    .isInstanceOf(WebApplicationException.class);

            leaving.doWhatDoctorSays();

            Invocation again = leaving.doctor();
            assertThat(again.exitCode()).as(again.out()).isZero();
            assertThat(again.out()).endsWith("# Nothing in realm 'leaving' needs the jar\n");
            RealmRepresentation prepared = leaving.packed();
            server.admin().realms().create(prepared);
            try {
                RealmCommands here = RealmCommands.of(server.realm("leaving"));
                Invocation known = here.runWith(
                        LeavingRealm.plainSeed(),
                        "token",
                        "-f",
                        "-",
                        "--endpoint",
                        "/realms/leaving/protocol/openid-connect/token");
                assertThat(known.exitCode()).as(known.all()).isZero();
                assertThat(known.out()).contains("\"sub\" : ", "\"aud\" : \"resource_server_1\"");
                String secret = leaving.commands()
                        .realm()
                        .client("orphan")
                        .toRepresentation()
                        .getSecret();
                Invocation orphan = here.runWith(
                        LeavingRealm.plainSeed()
                                .replace("known", "orphan")
                                .replace("hunter2hunter2", secret)
                                .replace(", \"scp:api1\"", ""),
                        "token",
                        "-f",
                        "-",
                        "--endpoint",
                        "/realms/leaving/protocol/openid-connect/token");
                assertThat(orphan.exitCode()).as(orphan.all()).isZero();
                Invocation apply = here.runWith(LeavingRealm.plainSeed(), "apply", "-f", "-");
                assertThat(apply.exitCode()).as(apply.err()).isZero();
                Invocation doctor = here.run("doctor", "--output", "json");
                assertThat(doctor.out()).doesNotContain("jar-missing\"");
            } finally {
                server.realm("leaving").admin().remove();
            }
        }
    }

    @Test
    void nothingOfOursIsWritten() {
        try (StockRealm stock = new StockRealm(server, "clean")) {
            RealmCommands commands = RealmCommands.of(stock.realm());
            commands.runWith(SEED, "apply", "-f", "-");

            assertThat(stock.realm().admin().clientScopes().findAll())
                    .extracting(ClientScopeRepresentation::getName)
                    .contains("api1")
                    .doesNotContain("authscape");
            assertThat(stock.realm()
                            .admin()
                            .clientPoliciesPoliciesResource()
                            .getPolicies()
                            .getPolicies())
                    .isEmpty();
        }
    }

    @Test
    void aClientThatNeedsTheJarIsRefused() {
        try (StockRealm stock = new StockRealm(server, "refused")) {
            Invocation apply = RealmCommands.of(stock.realm())
                    .runWith(SEED.replace("\"secretStorage\": \"plain\",", ""), "apply", "-f", "-");

            assertThat(apply.exitCode()).isEqualTo(1);
            assertThat(apply.err()).contains("the server lacks AuthScape's provider jar", "nothing was written");
            assertThat(stock.realm().admin().getAdminEvents()).isEmpty();
        }
    }

    @Test
    void setupAndExplainSaySo() {
        try (StockRealm stock = new StockRealm(server, "setup")) {
            RealmCommands commands = RealmCommands.of(stock.realm());
            for (String[] args : new String[][] {{"setup"}, {"setup", "--dry-run"}, {"setup", "--create-realm"}}) {
                Invocation setup = commands.run(args);
                assertThat(setup.exitCode()).isEqualTo(1);
                assertThat(setup.err()).startsWith("error: AuthScape's provider jar is not on this server");
            }
            assertThat(stock.realm().admin().getAdminEvents()).isEmpty();

            commands.runWith(SEED, "apply", "-f", "-");
            assertThat(commands.run("explain", "plain").out())
                    .contains("  NO  the provider jar is not on the server", "refused: not_found");
        }
    }
}
