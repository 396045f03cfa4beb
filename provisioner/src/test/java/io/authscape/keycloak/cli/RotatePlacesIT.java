package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.secret.FakeKubernetes;
import io.authscape.keycloak.secret.FakeVault;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.ClientRepresentation;

/** Where rotated secrets go, and what becomes of a rotation when that place fails, or has several for one client. */
@ExtendWith(KeycloakExtension.class)
class RotatePlacesIT {

    private static final String OLD = "hunter2-thought-up-by-hand";
    private static final String MADE = "[A-Za-z0-9_-]{43}";

    private final TestRealm testRealm;
    private final ProvisionedRealm realm;

    @TempDir
    private Path folder;

    RotatePlacesIT(TestRealm testRealm) {
        this.testRealm = testRealm;
        realm = new ProvisionedRealm(testRealm);
    }

    @BeforeEach
    void clean() {
        realm.clean();
    }

    @Test
    void aFileFromWhichTheSeedReadsGetsTheNewSecret() throws Exception {
        Path file = Files.writeString(folder.resolve("service"), OLD + "\n");
        String seed = client("service", "\"clientSecret\": \"${file:" + file + "}\"");
        apply(Map.of(), seed);

        rotate(Map.of(), seed, "service");

        String made = Files.readString(file).strip();
        assertThat(made).matches(MADE);
        assertBothCountAndNothingIsLeftToDo(Map.of(), seed, OLD, made);
    }

    @Test
    void aLineOfADotenvFileGetsItAndTheOthersStay() throws Exception {
        Path file = Files.writeString(folder.resolve("services.env"), "# ours\nA=1\nSERVICE=" + OLD + "\nB='2'\n");
        String seed = client("service", "\"clientSecret\": \"${envfile:" + file + "#SERVICE}\"");
        apply(Map.of(), seed);

        rotate(Map.of(), seed, "service");

        String text = Files.readString(file);
        assertThat(text).matches("# ours\nA=1\nSERVICE=" + MADE + "\nB='2'\n");
        assertBothCountAndNothingIsLeftToDo(
                Map.of(), seed, OLD, text.lines().toList().get(2).substring("SERVICE=".length()));
    }

    @Test
    void vaultGetsItAsANewVersionBesideItsOtherFields() throws Exception {
        try (FakeVault vault = new FakeVault()) {
            vault.put("secret/data/team", "service", OLD);
            vault.put("secret/data/team", "other", "hunter2-other");
            String seed = client("service", "\"clientSecret\": \"${vault:secret/team#service}\"");
            apply(env(vault), seed);
            assertThat(secrets("service").get(0).source()).isEqualTo("vault:secret/team#service@2");

            rotate(env(vault), seed, "service");

            assertThat(vault.get("secret/data/team", "other")).isEqualTo("hunter2-other");
            assertThat(secrets("service").get(1).source()).isEqualTo("vault:secret/team#service@3");
            assertBothCountAndNothingIsLeftToDo(env(vault), seed, OLD, vault.get("secret/data/team", "service"));
        }
    }

    @Test
    void aKubernetesSecretGetsIt() throws Exception {
        try (FakeKubernetes kubernetes = new FakeKubernetes()) {
            kubernetes.put("prod/team", "service", OLD);
            String seed = client("service", "\"clientSecret\": \"${kubernetes:prod/team#service}\"");
            apply(env(kubernetes), seed);

            rotate(env(kubernetes), seed, "service");

            assertBothCountAndNothingIsLeftToDo(env(kubernetes), seed, OLD, inKubernetes(kubernetes));
        }
    }

    @Test
    void aPlaceThatTakesNothingLeavesAnOrphanThatTheNextRunRevokes() throws Exception {
        try (FakeKubernetes kubernetes = new FakeKubernetes()) {
            kubernetes.put("prod/team", "service", OLD);
            String seed = client("service", "\"clientSecret\": \"${kubernetes:prod/team#service}\"");
            apply(env(kubernetes), seed);
            kubernetes.makeImmutable("prod/team");

            Invocation failed = realm.run("rotate", env(kubernetes), seed, "service");
            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.err())
                    .contains("error: client 'service': ${kubernetes:prod/team#service}: ", "immutable")
                    .contains("; the secret from before still counts, and the next run puts this right");
            assertThat(secrets("service")).extracting(HashedSecret::pending).containsExactly(false, true);
            assertThat(realm.runAlone("secrets", "list", "service").out()).contains(" pending ");
            assertThat(status("service", OLD)).isEqualTo(200);
            Invocation meanwhile = realm.apply(env(kubernetes), seed);
            assertThat(meanwhile.exitCode()).as(meanwhile.all()).isZero();
            assertThat(meanwhile.err()).contains("a rotation of its secret is under way");

            kubernetes.remove("prod/team");
            kubernetes.put("prod/team", "service", OLD);
            rotate(env(kubernetes), seed, "service");

            assertThat(secrets("service").get(1).isRevoked()).as("the orphan").isTrue();
            assertBothCountAndNothingIsLeftToDo(env(kubernetes), seed, OLD, inKubernetes(kubernetes));
        }
    }

    @Test
    void aPlaceThatHasAnotherSecretAfterwardsEndsNothing() throws Exception {
        try (FakeVault vault = new FakeVault()) {
            vault.put("secret/data/team", "service", OLD);
            String seed = client("service", "\"clientSecret\": \"${vault:secret/team#service}\"");
            apply(env(vault), seed);
            vault.afterNextWrite(() -> vault.put("secret/data/team", "service", "hunter2-of-somebody-else"));

            Invocation failed = realm.run("rotate", env(vault), seed, "service");
            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.err()).contains("has another secret than the one that was written there");
            assertThat(failed.all()).doesNotContain("hunter2");
            assertThat(secrets("service")).extracting(HashedSecret::expires).containsOnlyNulls();
            assertThat(status("service", OLD)).isEqualTo(200);

            Invocation again = realm.run("rotate", env(vault), seed, "service");
            assertThat(again.err()).contains("Keycloak doesn't take the secret that its store has; 'authscape apply'");
            apply(env(vault), seed);
            rotate(env(vault), seed, "service");

            assertThat(secrets("service").get(1).isRevoked()).as("the orphan").isTrue();
            assertThat(status("service", "hunter2-of-somebody-else")).isEqualTo(200);
            assertBothCountAndNothingIsLeftToDo(env(vault), seed, OLD, vault.get("secret/data/team", "service"));
        }
    }

    @Test
    void ofSeveralSecretsEachIsReplacedAndEndsForItself() throws Exception {
        Path blue = Files.writeString(folder.resolve("blue"), "hunter2-blue");
        Path green = folder.resolve("green");
        String seed = client(
                "service",
                "\"clientSecrets\": [{ \"id\": \"blue\", \"secret\": \"${file:" + blue + "}\", \"label\": \"Blue\" },"
                        + " { \"id\": \"green\", \"generate\": true, \"sink\": \"${file:" + green + "}\" },"
                        + " { \"id\": \"ci\", \"secret\": \"${env:CI}\" }]");
        Map<String, String> env = Map.of("CI", "hunter2-ci");
        apply(env, seed);
        String oldGreen = Files.readString(green);

        Invocation both = rotate(env, seed, "service", "--grace", "1h");
        assertThat(both.out())
                .contains("client 'service', secret 'blue': rotated; 'blue-rotated-")
                .contains("client 'service', secret 'green': rotated; 'green-rotated-");
        assertThat(both.err()).contains("note: client 'service', secret 'ci' is left alone");
        String newBlue = Files.readString(blue);
        assertThat(alive("service", true)).containsExactly("blue", "green");
        assertThat(secrets("service").get(3).label()).isEqualTo("Blue");
        for (String secret : List.of("hunter2-blue", oldGreen, "hunter2-ci", newBlue, Files.readString(green))) {
            assertThat(status("service", secret)).isEqualTo(200);
        }
        assertNothingToDo(env, seed);

        rotate(env, seed, "service", "--secret-id", "green", "--grace", "0s");
        assertThat(Files.readString(blue)).isEqualTo(newBlue);
        assertThat(alive("service", true)).as("what ends").containsExactly("blue");
        assertThat(alive("service", false)).as("what stays").hasSize(3).contains("ci");
        assertThat(status("service", oldGreen)).isEqualTo(401);
        assertThat(status("service", "hunter2-blue")).isEqualTo(200);
        assertNothingToDo(env, seed);

        Invocation unknown = realm.run("rotate", env, seed, "service", "--secret-id", "red");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err()).contains("no secret 'red', only 'blue', 'green', 'ci'; nothing was rotated");
        assertThat(realm.run("rotate", env, seed, "--older-than", "0s", "--secret-id", "blue")
                        .exitCode())
                .isEqualTo(64);
    }

    @Test
    void ofManyClientsThoseAreRotatedThatAreDue() throws Exception {
        String seed = "\"clients\": ["
                + Stream.of("young", "old", "ageless")
                        .map(id -> member(
                                id,
                                "\"clientSecrets\": [{ \"id\": \"main\", \"generate\": true, \"sink\": \"${file:"
                                        + folder.resolve(id) + "}\" }]"))
                        .reduce((a, b) -> a + ", " + b)
                        .orElseThrow()
                + "]";
        apply(Map.of(), seed);
        age("old", Instant.now().minus(Duration.ofDays(90)));
        age("young", Instant.now().minus(Duration.ofDays(89)));
        age("ageless", null);
        String young = Files.readString(folder.resolve("young"));

        Invocation night = rotate(Map.of(), seed, "--older-than", "90d");

        assertThat(night.out())
                .contains("client 'young': not due, 89 days old", "client 'old': rotated", "client 'ageless': rotated");
        assertThat(Files.readString(folder.resolve("young"))).isEqualTo(young);
        assertThat(secrets("young")).hasSize(1);
        assertThat(secrets("old")).hasSize(2);

        Invocation next = rotate(Map.of(), seed, "--older-than", "90d");
        assertThat(next.out()).doesNotContain("rotated;");
    }

    @Test
    void itTakesTheRightToManageClients() throws Exception {
        Path file = Files.writeString(folder.resolve("service"), OLD);
        String seed = client("service", "\"clientSecret\": \"${file:" + file + "}\"");
        apply(Map.of(), seed);

        try (CiClient ci = new CiClient(testRealm.server(), realm.name(), "view-clients")) {
            Invocation refused = realm.run("rotate", ci.env(), seed, "service");
            assertThat(refused.exitCode()).as(refused.all()).isEqualTo(77);
            assertThat(refused.err())
                    .contains("to change the secrets of client 'service' needs 'manage-clients'")
                    .doesNotContain("HTTP 403");
            Invocation list = realm.runAlone(ci.env(), "secrets", "list");
            assertThat(list.exitCode()).as(list.all()).isZero();
            assertThat(list.out()).contains("service  default  counts");
            assertThat(list.err()).contains("'view-events'");
            assertThat(Files.readString(file)).isEqualTo(OLD);
            assertThat(secrets("service")).hasSize(1);
        }
        try (CiClient ci = new CiClient(testRealm.server(), realm.name(), "manage-clients")) {
            rotate(ci.env(), seed, "service");
        }
        assertBothCountAndNothingIsLeftToDo(
                Map.of(), seed, OLD, Files.readString(file).strip());
    }

    private void apply(Map<String, String> env, String seed) {
        Invocation run = realm.apply(env, seed);
        assertThat(run.exitCode()).as(run.all()).isZero();
    }

    private Invocation rotate(Map<String, String> env, String seed, String... options) {
        Invocation run = realm.run("rotate", env, seed, options);
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.all()).doesNotContain("hunter2", "$sha256$", "AQAAAA");
        return run;
    }

    private void assertBothCountAndNothingIsLeftToDo(Map<String, String> env, String seed, String old, String made)
            throws Exception {
        assertThat(made).matches(MADE);
        assertThat(status("service", old)).isEqualTo(200);
        assertThat(status("service", made)).isEqualTo(200);
        assertThat(alive("service", false)).singleElement().asString().startsWith("rotated-");
        assertNothingToDo(env, seed);
    }

    private void assertNothingToDo(Map<String, String> env, String seed) {
        realm.forgetEvents();
        Invocation run = realm.apply(env, seed);
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out()).startsWith("Nothing to do");
        assertThat(realm.writes()).isEmpty();
    }

    /** Ids of the secrets that count, and end some day or don't. */
    private List<String> alive(String client, boolean ending) {
        return secrets(client).stream()
                .filter(secret -> secret.isAlive(Instant.now()))
                .filter(secret -> ending == (secret.expires() != null))
                .map(HashedSecret::id)
                .toList();
    }

    private List<HashedSecret> secrets(String client) {
        return SecretList.read(realm.client(client).toRepresentation().getAttributes())
                .secrets();
    }

    private void age(String client, Instant created) {
        ClientRepresentation whole = realm.client(client).toRepresentation();
        SecretList aged = SecretList.read(whole.getAttributes())
                .each(secret -> HashedSecret.of(secret.id(), secret.hash(), created));
        whole.getAttributes().put("authscape.secrets", aged.text());
        realm.client(client).update(whole);
    }

    private int status(String client, String secret) throws Exception {
        try (TokenLoad load = new TokenLoad(testRealm.uri("connect/token"), client)) {
            return load.once(secret);
        }
    }

    private static String client(String id, String secret) {
        return "\"clients\": [" + member(id, secret) + "]";
    }

    private static String member(String id, String secret) {
        return "{ \"clientId\": \"" + id + "\", \"permissions\": [\"ept:token\", \"gt:client_credentials\"], " + secret
                + " }";
    }

    private static Map<String, String> env(FakeVault vault) {
        return Map.of("VAULT_ADDR", vault.url(), "VAULT_TOKEN", FakeVault.TOKEN);
    }

    private Map<String, String> env(FakeKubernetes kubernetes) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), FakeKubernetes.TOKEN);
        return Map.of(
                "AUTHSCAPE_KUBERNETES_URL", kubernetes.url(),
                "AUTHSCAPE_KUBERNETES_TOKEN_FILE", token.toString());
    }

    private static String inKubernetes(FakeKubernetes kubernetes) {
        String data = kubernetes.get("prod/team").at("/data/service").asText();
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }
}
