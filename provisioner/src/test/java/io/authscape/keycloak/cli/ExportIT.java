package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** {@code authscape export}: what a realm has, as a seed that changes nothing there and makes the same elsewhere. */
@ExtendWith(KeycloakExtension.class)
class ExportIT {

    private static final String EVERY_FIELD =
            "{ \"version\": 1, \"owner\": \"it\", \"realm\": \"x\", " + EveryFieldIT.SEED + " }";

    private final KeycloakServer server;
    private final TestRealm testRealm;
    private final ProvisionedRealm realm;
    private final RealmCommands commands;

    ExportIT(KeycloakServer server, TestRealm realm) {
        this.server = server;
        this.testRealm = realm;
        this.realm = new ProvisionedRealm(realm);
        this.commands = RealmCommands.of(realm);
    }

    @BeforeEach
    void cleanRealm() {
        realm.clean();
        addUser(testRealm);
    }

    @Test
    void theCapturedClientsComeBackAndChangeNothing() {
        realm.applyCaptured();

        changesNothing(commands.run("export"));
    }

    @Test
    void everyMemberComesBackAndChangesNothing() {
        assertThat(apply(commands, EVERY_FIELD).exitCode()).isZero();

        Invocation export = commands.run("export");

        changesNothing(export);
        assertThat(export.out())
                .contains("\"owner\": \"it\"", "\"n\": 1.10", "\"tkn_lft:act\": \"1.00:00:30\"", "\"actsAs\": 7")
                .doesNotContain("\"clientSecret\"", "hunter2");
    }

    @Test
    void inAnotherRealmItMakesTheSame() {
        String hashed = EVERY_FIELD.replace("\"secretStorage\": \"plain\",", "");
        for (String seed : List.of(ProvisionedRealm.captured(), hashed)) {
            realm.clean();
            apply(commands, seed);
            Invocation export = commands.run("export");
            assertThat(export.out()).contains("\"clientSecretHash\": \"AQAAAA");
            TestRealm other = server.realm("exported");
            RealmCommands there = RealmCommands.of(other);
            try {
                assertThat(there.run("setup", "--create-realm").exitCode()).isZero();
                addUser(other);
                Invocation apply = apply(there, export.out());
                assertThat(apply.exitCode()).as(apply.err()).isZero();
                assertThat(there.run("export").out())
                        .isEqualTo(export.out().replace('"' + realm.name() + '"', "\"exported\""));
            } finally {
                other.admin().remove();
            }
        }
    }

    @Test
    void aFileIsWrittenAndTheRestIsTold(@TempDir Path folder) throws IOException {
        String plain = "\"clientSecret\": \"hunter2hunter2\", \"secretStorage\": \"plain\" }";
        realm.apply("\"clients\": [ { \"clientId\": \"a-b\", " + plain + ", { \"clientId\": \"a.b\", " + plain + " ]");
        Path file = folder.resolve("seed.json");

        Invocation export = commands.run("export", "--owner", "it", "--secret-references", "--out", file.toString());

        assertThat(export.out()).isEmpty();
        assertThat(export.err())
                .isEqualToIgnoringNewLines("exported 0 scopes and 2 clients of realm '" + realm.name() + "'");
        assertThat(Files.readString(file)).isEqualTo("""
                {
                  "version": 1,
                  "owner": "it",
                  "realm": "exportit",
                  "clients": [ {
                    "clientId": "a-b",
                    "clientSecret": "${env:A_B_SECRET}",
                    "permissions": [ ]
                  }, {
                    "clientId": "a.b",
                    "clientSecret": "${env:A_B_SECRET_2}",
                    "permissions": [ ]
                  } ]
                }
                """);
    }

    @Test
    void whoMayReadMayExport() {
        realm.apply("\"roles\": [ { \"name\": \"r\" } ],"
                + " \"clients\": [ { \"clientId\": \"a\", \"clientSecret\": \"hunter2hunter2\" } ]");
        try (CiClient ci = new CiClient(server, realm.name(), "view-clients", "view-realm")) {
            Invocation run = commands.as(ci.env()).run("export");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).isEqualTo(commands.run("export").out());
        }
        try (CiClient ci = new CiClient(server, realm.name(), "view-realm")) {
            assertThat(commands.as(ci.env()).run("export").exitCode()).isEqualTo(77);
        }
    }

    @Test
    void severalOwnersHaveToBeToldApart() {
        realm.applyAs("one", "\"clients\": [ { \"clientId\": \"a\", \"clientSecret\": \"hunter2hunter2\" } ]");
        realm.applyAs("two", "\"clients\": [ { \"clientId\": \"b\", \"clientSecret\": \"hunter2hunter2\" } ]");

        Invocation refused = commands.run("export");

        assertThat(refused.exitCode()).isEqualTo(64);
        assertThat(refused.err()).contains("the realm has several owners: 'one', 'two'; choose one by --owner");
        assertThat(commands.run("export", "--owner", "two").out())
                .contains("\"clientId\": \"b\"")
                .doesNotContain("\"clientId\": \"a\"");
        assertThat(commands.run("export", "--owner", "three").err()).contains("'three' holds nothing in realm");
        Invocation builtIn = commands.run("export", "--client", "account", "--as-owner", "x");
        assertThat(builtIn.exitCode()).isEqualTo(1);
        assertThat(builtIn.err()).contains("warning: client 'account': it is Keycloak's own");
    }

    @Test
    void aClientThatNobodyHoldsGetsAnOwner() {
        ClientRepresentation own = new ClientRepresentation();
        own.setClientId("by-hand");
        own.setName("By hand");
        own.setServiceAccountsEnabled(true);
        own.setStandardFlowEnabled(false);
        testRealm.create(own);
        try {
            assertThat(commands.run("export", "--client", "by-hand").err()).contains("name the seed's by --as-owner");
            Invocation export = commands.run("export", "--client", "by-hand", "--as-owner", "team");
            assertThat(export.exitCode()).isZero();
            assertThat(export.out())
                    .contains("\"owner\": \"team\"", "\"displayName\": \"By hand\"", "\"gt:client_credentials\"");
            assertThat(export.err()).contains("client 'by-hand': an apply would change");
        } finally {
            testRealm.client("by-hand").remove();
        }
        assertThat(commands.run("export", "--client", "nobody", "--as-owner", "x")
                        .err())
                .contains("has no client 'nobody'");
    }

    @Test
    void whatNoSeedMaySayIsTold() {
        ClientRepresentation own = new ClientRepresentation();
        own.setClientId("by-hand");
        own.setRedirectUris(List.of("https://app.example/*"));
        testRealm.create(own);
        try {
            Invocation export = commands.run("export", "--client", "by-hand", "--as-owner", "team");
            assertThat(export.exitCode()).isEqualTo(1);
            assertThat(export.out()).contains("https://app.example/*");
            assertThat(export.err()).contains("stdout:", "/clients/0/redirectUris/0: error: ", "has a '*'");
        } finally {
            testRealm.client("by-hand").remove();
        }
    }

    private void changesNothing(Invocation export) {
        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(export.err()).doesNotContain("warning");
        realm.forgetEvents();
        Invocation again = apply(commands, export.out());
        assertThat(again.out()).as(again.err()).startsWith("Nothing to do");
        assertThat(realm.writes()).isEmpty();
    }

    private static Invocation apply(RealmCommands commands, String seed) {
        return commands.runWith(seed, "apply", "-f", "-", "--allow-acts-as");
    }

    private static void addUser(TestRealm realm) {
        realm.admin()
                .users()
                .list()
                .forEach(user -> realm.admin().users().get(user.getId()).remove());
        UserRepresentation user = new UserRepresentation();
        user.setUsername("kim");
        user.setEnabled(true);
        user.setAttributes(Map.of("authscape.user.id", List.of("7")));
        try (Response response = realm.admin().users().create(user)) {
            assertThat(response.getStatus()).isEqualTo(201);
        }
    }
}
