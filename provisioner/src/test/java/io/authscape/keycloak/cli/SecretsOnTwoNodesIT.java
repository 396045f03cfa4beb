package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakCluster;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is done to a client's secrets at one node counts at the other, also where that one has compared them before: each
 * secret here is hashed slowly, so that it is remembered.
 */
class SecretsOnTwoNodesIT {

    private static final String CLIENT = "service";
    private static final String ONE = "hunter2-one";
    private static final String TWO = "hunter2-two";

    private static KeycloakCluster cluster;
    private static TestRealm atOne;
    private static ProvisionedRealm realm;
    private static TestRealm atTwo;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        cluster = KeycloakCluster.start("secrets-on-two-nodes", 2);
        atOne = cluster.nodes().get(0).rootRealm();
        atTwo = cluster.nodes().get(1).rootRealm();
        realm = new ProvisionedRealm(atOne);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void clean() {
        realm.clean();
    }

    @Test
    void aSecretThatIsAddedAtOneNodeCountsAtTheOther() throws Exception {
        apply(entry("one", ONE));
        try (TokenLoad two = new TokenLoad(atTwo.uri("connect/token"), CLIENT)) {
            assertThat(two.once(ONE)).isEqualTo(200);
            assertThat(two.once(TWO)).as("remembered as a wrong one").isEqualTo(401);

            apply(entry("one", ONE) + ", " + entry("two", TWO));

            assertThat(two.once(TWO)).isEqualTo(200);
            assertThat(two.once(ONE)).isEqualTo(200);
        }
    }

    @Test
    void aSecretThatIsRevokedAtOneNodeIsForgottenAtTheOther() throws Exception {
        apply(entry("one", ONE) + ", " + entry("two", TWO));
        try (TokenLoad two = new TokenLoad(atTwo.uri("connect/token"), CLIENT)) {
            assertThat(two.once(ONE)).isEqualTo(200);
            assertThat(two.once(ONE)).as("remembered").isEqualTo(200);

            Invocation revoke = realm.runAlone("secrets", "revoke", CLIENT, "one");
            assertThat(revoke.exitCode()).as(revoke.all()).isZero();

            assertThat(two.once(ONE)).isEqualTo(401);
            assertThat(two.once(TWO)).isEqualTo(200);
        }
    }

    @Test
    void servicesAtOneNodeMissNoSecretWhileItIsRotatedAtTheOther() throws Exception {
        Path store = folder.resolve("secret");
        Invocation apply = realm.apply(generated(store));
        assertThat(apply.exitCode()).as(apply.all()).isZero();
        try (TokenLoad two = new TokenLoad(atTwo.uri("connect/token"), CLIENT)) {
            two.start(() -> stored(store));
            for (int round = 0; round < 5; round++) {
                two.awaitMore(40);
                Invocation run = realm.run("rotate", generated(store), CLIENT, "--grace", "10m");
                assertThat(run.exitCode()).as(run.all()).isZero();
            }
            two.awaitMore(40);
            two.stop();

            assertThat(two.refusals()).isEmpty();
            assertThat(two.unreachable()).isZero();
            assertThat(two.secretsUsed()).isEqualTo(6);
        }
    }

    @Test
    void withoutGraceTheOldOneEndsAtBothNodes() throws Exception {
        Path store = folder.resolve("secret");
        assertThat(realm.apply(generated(store)).exitCode()).isZero();
        String old = stored(store);
        try (TokenLoad two = new TokenLoad(atTwo.uri("connect/token"), CLIENT);
                TokenLoad one = new TokenLoad(atOne.uri("connect/token"), CLIENT)) {
            assertThat(two.once(old)).isEqualTo(200);

            Invocation run = realm.run("rotate", generated(store), CLIENT, "--grace", "0s");
            assertThat(run.exitCode()).as(run.all()).isZero();

            assertThat(one.once(old)).isEqualTo(401);
            assertThat(two.once(old)).isEqualTo(401);
            assertThat(two.once(stored(store))).isEqualTo(200);
        }
    }

    private static void apply(String secrets) {
        Invocation run =
                realm.apply("\"clients\": [{ \"clientId\": \"" + CLIENT + "\", \"permissions\": [\"ept:token\","
                        + " \"gt:client_credentials\"], \"clientSecrets\": [" + secrets + "] }]");
        assertThat(run.exitCode()).as(run.all()).isZero();
    }

    private static String entry(String id, String secret) {
        return "{ \"id\": \"" + id + "\", \"secret\": \"" + secret + "\" }";
    }

    private static String generated(Path store) {
        return "\"clients\": [{ \"clientId\": \"" + CLIENT + "\", \"permissions\": [\"ept:token\","
                + " \"gt:client_credentials\"], \"clientSecrets\": [{ \"id\": \"main\", \"generate\": true, \"sink\":"
                + " \"${file:" + store + "}\" }] }]";
    }

    private static String stored(Path store) {
        try {
            return Files.readString(store).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
