package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.testkit.Fault;
import io.authscape.keycloak.testkit.FaultProxy;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.ClientRepresentation;

@ExtendWith(KeycloakExtension.class)
class RotateIT {

    private static final String CLIENT = "rotated service";

    private final ProvisionedRealm realm;
    private final TestRealm testRealm;

    @TempDir
    private Path folder;

    private Path store;

    RotateIT(TestRealm testRealm) {
        this.testRealm = testRealm;
        realm = new ProvisionedRealm(testRealm);
    }

    @BeforeEach
    void aClientWithASecretInItsStore() {
        realm.clean();
        store = folder.resolve("secret");
        Invocation apply = realm.apply(members());
        assertThat(apply.exitCode()).as(apply.all()).isZero();
        assertThat(stored()).isNotBlank();
    }

    @Test
    void aServiceNeverMissesASecretWhileItIsRotated() throws Exception {
        try (TokenLoad load = load()) {
            load.start(this::stored);
            for (int round = 0; round < 6; round++) {
                load.awaitMore(40);
                Invocation run = rotate("--grace", "10m");
                assertThat(run.exitCode()).as(run.all()).isZero();
                assertThat(run.out()).contains("client 'rotated service': rotated; 'rotated-", "counts for 10 minutes");
                assertThat(run.all()).doesNotContain(stored());
            }
            load.awaitMore(40);
            load.stop();

            assertThat(load.refusals()).isEmpty();
            assertThat(load.unreachable()).isZero();
            assertThat(load.secretsUsed()).isEqualTo(7);
        }
    }

    @Test
    void theOldSecretEndsToTheSecond() throws Exception {
        String old = stored();
        try (TokenLoad load = load()) {
            assertThat(rotate("--grace", "15s").exitCode()).isZero();
            Instant end = list().secrets().get(0).expires();

            int early = 0;
            int late = 0;
            while (late < 5) {
                Instant before = Instant.now();
                int status = load.once(old);
                Instant after = Instant.now();
                if (after.isBefore(end)) {
                    assertThat(status).isEqualTo(200);
                    early++;
                } else if (!before.isBefore(end)) {
                    assertThat(status).isEqualTo(401);
                    late++;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(early).isPositive();
            assertThat(load.once(stored())).isEqualTo(200);
        }
    }

    @Test
    void afterARotationTheSeedHasNothingToDo() {
        assertThat(rotate().exitCode()).isZero();
        realm.forgetEvents();

        Invocation apply = realm.apply(members());

        assertThat(apply.exitCode()).as(apply.all()).isZero();
        assertThat(apply.out()).contains("Nothing to do");
        assertThat(realm.writes()).isEmpty();
        assertThat(list().alive(Instant.now())).hasSize(2);
    }

    @Test
    void aRestartInTheMiddleCostsNoMoreThanTheRequestsMeanwhile() throws Exception {
        try (TokenLoad load = load()) {
            load.start(this::stored);
            load.awaitMore(10);
            CompletableFuture<Void> restart = CompletableFuture.runAsync(testRealm.server()::restart);
            Invocation run = rotate("--wait", "300");
            restart.get(5, TimeUnit.MINUTES);
            if (run.exitCode() != 0) {
                run = rotate("--wait", "300");
            }
            assertThat(run.exitCode()).as(run.all()).isZero();
            load.awaitMore(40);
            load.stop();

            assertThat(load.refusals()).doesNotContain("400", "401");
            assertThat(list().alive(Instant.now()).filter(HashedSecret::pending))
                    .isEmpty();
        }
    }

    /** Each request of a rotation is spoiled once, in each way: the store's secret counts at any time. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE", "RESET_AFTER", "TIMEOUT_AFTER", "UNAVAILABLE"})
    void whereverItIsInterruptedTheNextRunFinishes(Fault fault) throws Exception {
        try (FaultProxy proxy = new FaultProxy(testRealm.server().baseUri());
                TokenLoad load = load()) {
            assertThat(rotateThrough(proxy).exitCode()).isZero();
            int requests = proxy.requests();
            assertThat(requests).isBetween(5, 20);
            for (int request = 1; request <= requests; request++) {
                proxy.spoilFrom(request, fault);
                Invocation spoiled = rotateThrough(proxy);
                assertThat(spoiled.all()).doesNotContain("Exception", "\tat ", "unexpected", stored());
                assertThat(load.once(stored()))
                        .as("request %d spoiled by %s: %s", request, fault, spoiled.all())
                        .isEqualTo(200);
                proxy.spoilNothing();
                Invocation next = rotateThrough(proxy);
                assertThat(next.exitCode()).as(next.all()).isZero();
                assertThat(load.once(stored())).isEqualTo(200);
                assertThat(list().alive(Instant.now()).filter(HashedSecret::pending))
                        .isEmpty();
                assertThat(list().alive(Instant.now()).filter(secret -> secret.expires() == null))
                        .hasSize(1);
            }
        }
    }

    @Test
    void onlyWhatIsDueIsRotated() {
        String before = stored();

        Invocation notDue = run("rotate", "--older-than", "90d");
        assertThat(notDue.exitCode()).as(notDue.all()).isZero();
        assertThat(notDue.out()).contains("not due");
        assertThat(stored()).isEqualTo(before);

        Invocation due = run("rotate", "--older-than", "0s");
        assertThat(due.exitCode()).as(due.all()).isZero();
        assertThat(stored()).isNotEqualTo(before);
    }

    @Test
    void aRevokedSecretNeverComesBack() throws Exception {
        String old = stored();
        assertThat(rotate().exitCode()).isZero();
        String id = list().secrets().get(0).id();

        Invocation revoke = realm.runAlone("secrets", "revoke", CLIENT, id);
        assertThat(revoke.exitCode()).as(revoke.all()).isZero();
        try (TokenLoad load = load()) {
            assertThat(load.once(old)).isEqualTo(401);
        }
        assertThat(realm.runAlone("secrets", "revoke", CLIENT, id).out()).startsWith("Nothing to do");

        Files.writeString(store, old);
        Invocation apply = realm.apply(members());
        assertThat(apply.exitCode()).as(apply.all()).isEqualTo(1);
        assertThat(apply.err()).contains("revoked").doesNotContain(old);
        assertThat(list().revoked()).extracting(HashedSecret::id).containsExactly(id);

        Invocation night = run("rotate", "--older-than", "0s");
        assertThat(night.exitCode()).isEqualTo(1);
        assertThat(night.err()).contains("revoked or has run out");
        assertThat(stored()).isEqualTo(old);
        Invocation named = rotate();
        assertThat(named.exitCode()).as(named.all()).isZero();
        try (TokenLoad load = load()) {
            assertThat(load.once(old)).isEqualTo(401);
            assertThat(load.once(stored())).isEqualTo(200);
        }
        assertThat(realm.apply(members()).out()).startsWith("Nothing to do");
    }

    @Test
    void theLastSecretIsRevokedOnlyOnPurpose() {
        String id = list().secrets().get(0).id();

        Invocation refused = realm.runAlone("secrets", "revoke", CLIENT, id);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("--last");

        change(list -> list.with(
                HashedSecret.of("orphan", SecretHash.of("nobody has it").text(), Instant.now())
                        .pending(true)));
        assertThat(realm.runAlone("secrets", "revoke", CLIENT, id).err()).contains("--last");
        assertThat(list().revoked()).isEmpty();

        assertThat(realm.runAlone("secrets", "revoke", CLIENT, id, "--last").exitCode())
                .isZero();
        assertThat(list().alive(Instant.now())).extracting(HashedSecret::id).containsExactly("orphan");
        Invocation orphan = realm.runAlone("secrets", "revoke", CLIENT, "orphan");
        assertThat(orphan.exitCode()).as(orphan.all()).isZero();
        assertThat(list().alive(Instant.now())).isEmpty();
    }

    @Test
    void theListShowsAllButTheSecrets() throws Exception {
        var events = testRealm.admin().getRealmEventsConfig();
        events.setEventsEnabled(true);
        testRealm.admin().updateRealmEventsConfig(events);
        assertThat(rotate("--grace", "1h").exitCode()).isZero();
        try (TokenLoad load = load()) {
            assertThat(load.once(stored())).isEqualTo(200);
        }

        Invocation text = realm.runAlone("secrets", "list", CLIENT);
        Invocation json = realm.runAlone("secrets", "list", "--output", "json");

        assertThat(text.exitCode()).as(text.all()).isZero();
        assertThat(text.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.matches("rotated service +main +ending +\\d+ seconds +20\\S+Z +(\\?|20\\S+Z)"))
                .anyMatch(line -> line.matches("rotated service +rotated-\\S+ +counts +\\d+ seconds +never +20\\S+Z"));
        assertThat(json.out())
                .contains("\"state\" : \"ending\"", "\"format\" : \"salted SHA-256\"", "\"lastUsed\" : \"20");
        assertThat(text.all() + json.all()).doesNotContain(stored(), "$sha256$");
    }

    @Test
    void whatCanNotBeRotatedIsSaidBeforeAnythingIsWritten() {
        Map<String, String> env = Map.of("X", "a literal kind of secret");
        String mixed = "\"clients\": [" + client() + ", { \"clientId\": \"env\", \"clientSecret\": \"${env:X}\" } ]";
        assertThat(realm.apply(env, mixed).exitCode()).isZero();
        String before = stored();

        Invocation named = realm.run("rotate", env, mixed, "env", CLIENT);
        assertThat(named.exitCode()).isEqualTo(1);
        assertThat(named.err()).contains("client 'env' can't be rotated", "nothing was rotated");
        assertThat(stored()).isEqualTo(before);

        Invocation all = realm.run("rotate", env, mixed, "--older-than", "0s");
        assertThat(all.exitCode()).as(all.all()).isZero();
        assertThat(all.err()).contains("note: client 'env' is left alone");
        assertThat(stored()).isNotEqualTo(before);

        assertThat(realm.run("rotate", env, mixed).exitCode()).isEqualTo(64);
        assertThat(realm.run("rotate", env, mixed, "nobody").exitCode()).isEqualTo(64);
        assertThat(realm.run("rotate", env, mixed, CLIENT, "--grace", "soon").exitCode())
                .isEqualTo(64);
    }

    @Test
    void aPlainOrForeignClientIsRefused() {
        assertThat(realm.applyAs("others", "\"clients\": [" + client().replace(CLIENT, "theirs") + "]")
                        .exitCode())
                .isZero();
        Invocation theirs = realm.run("rotate", "\"clients\": [" + client().replace(CLIENT, "theirs") + "]", "theirs");
        assertThat(theirs.exitCode()).isEqualTo(1);
        assertThat(theirs.err()).contains("it belongs to 'others'");

        String plain = "\"clients\": ["
                + client().replace(CLIENT, "plain")
                        .replaceFirst("\"clientSecrets\"", "\"secretStorage\": \"plain\", \"clientSecrets\"")
                + "]";
        assertThat(realm.apply(plain).exitCode()).isZero();
        Invocation refused = realm.run("rotate", plain, "plain");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("plain text", "\"secretStorage\": \"hashed\"");
    }

    @Test
    void aRealmThatIsNotThereIsToldAsSuch() {
        String missing = "error: the realm 'nowhere' doesn't exist; 'authscape setup --realm nowhere --create-realm'"
                + " makes it" + System.lineSeparator();
        assertThat(run("rotate", CLIENT, "--realm", "nowhere")).isEqualTo(new Invocation(1, "", missing));
        for (String command : List.of("secrets list", "secrets list c", "secrets revoke c main", "export")) {
            Invocation run = RealmCommands.of(testRealm).run((command + " --realm nowhere").split(" "));
            assertThat(run).as(command).isEqualTo(new Invocation(1, "", missing));
        }
    }

    private Invocation rotate(String... options) {
        String[] all = new String[options.length + 1];
        all[0] = CLIENT;
        System.arraycopy(options, 0, all, 1, options.length);
        return run("rotate", all);
    }

    private Invocation rotateThrough(FaultProxy proxy) {
        return realm.run("rotate", Map.of("AUTHSCAPE_SERVER", proxy.url()), members(), CLIENT);
    }

    private Invocation run(String command, String... options) {
        return realm.run(command, members(), options);
    }

    private String members() {
        return "\"clients\": [" + client() + "]";
    }

    private String client() {
        return "{ \"clientId\": \"" + CLIENT + "\", \"permissions\": [\"ept:token\", \"gt:client_credentials\"],"
                + " \"clientSecrets\": [{ \"id\": \"main\", \"generate\": true, \"sink\": \"${file:" + store
                + "}\" }] }";
    }

    private TokenLoad load() {
        return new TokenLoad(testRealm.uri("connect/token"), CLIENT);
    }

    private SecretList list() {
        return SecretList.read(realm.client(CLIENT).toRepresentation().getAttributes());
    }

    private void change(UnaryOperator<SecretList> change) {
        ClientRepresentation client = realm.client(CLIENT).toRepresentation();
        client.getAttributes().put("authscape.secrets", change.apply(list()).text());
        realm.client(CLIENT).update(client);
    }

    private String stored() {
        try {
            return Files.readString(store).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
