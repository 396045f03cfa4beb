package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.Planner;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.seed.SeedReader;
import io.authscape.keycloak.seed.SeedText;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedSecretsTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void aSinkThatHoldsASecretIsTheClientsSecret() throws Exception {
        Files.writeString(folder.resolve("one.txt"), "hunter2\n");
        Seed resolved = resolve(seed(generated("one", "${file:one.txt}"), generated("two", "${file:two.txt}")));
        assertThat(resolved.clients()).extracting(ClientSeed::secret).containsExactly(new Secret("hunter2"), null);

        Plan plan = plan(resolved);
        assertThat(plan.clients().get(0).desired().secretsToMake()).isEmpty();
        assertThat(plan.clients().get(1).desired().secretsToMake()).hasSize(1);
        assertThat(EntryText.planned(plan.clients().get(1)))
                .contains("  secrets: + 'main'", "  secrets.main: generated, written to ${file:two.txt}");
        assertThat(plan.toString()).doesNotContain("hunter2");
    }

    @Test
    void aMissingOneIsMadeOnceAndReadBack() throws Exception {
        Seed seed = seed(generated("one", "${envfile:all.env#ONE}"), generated("two", "${envfile:all.env#TWO}"));
        Plan filled = GeneratedSecrets.fill(plan(resolve(seed)), terminal());
        List<Secret> secrets = filled.clients().stream()
                .map(client -> client.desired().secrets().get(0).value())
                .toList();
        assertThat(secrets).doesNotHaveDuplicates().allSatisfy(secret -> assertThat(secret.reveal())
                .matches("[A-Za-z0-9_-]{43}"));
        assertThat(Files.readAllLines(folder.resolve("all.env")))
                .containsExactly(
                        "ONE=" + secrets.get(0).reveal(),
                        "TWO=" + secrets.get(1).reveal());
        assertThat(filled.clients()).noneMatch(client -> client.secrets().isEmpty());

        // The next run, whether or not this one got to Keycloak.
        assertThat(resolve(seed).clients()).extracting(ClientSeed::secret).isEqualTo(secrets);
    }

    @Test
    void whatAnotherRunMadeSinceThePlanIsTaken() throws Exception {
        Plan plan = plan(resolve(seed(generated("one", "${file:one.txt}"))));
        Files.writeString(folder.resolve("one.txt"), "hunter2");
        assertThat(GeneratedSecrets.fill(plan, terminal())
                        .clients()
                        .get(0)
                        .desired()
                        .secrets()
                        .get(0)
                        .value())
                .isEqualTo(new Secret("hunter2"));
    }

    @Test
    void sinksThatFailAreToldTogether() throws Exception {
        Plan plan =
                plan(resolve(seed(generated("one", "${file:no/one.txt}"), generated("two", "${file:nor/two.txt}"))));
        assertThatThrownBy(() -> GeneratedSecrets.fill(plan, terminal())).hasMessage("nothing was written to Keycloak");
        assertThat(err.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo(
                        "s.json:2:83: /clients/0/clientSecrets/0/sink: error: no secret for client 'one' could be put"
                                + " into ${file:no/one.txt}: the folder of '" + folder.resolve("no/one.txt")
                                + "' is missing; make it");
    }

    @Test
    void storesThatFailAreToldTogetherWithTheirPlaces() {
        Seed seed = seed(
                "{ \"clientId\": \"a\", \"clientSecret\": \"${vault:secret/a#b}\" }",
                "{ \"clientId\": \"b\", \"clientSecret\": \"${azure:v/b}\" }",
                "{ \"clientId\": \"c\", \"clientSecret\": \"${aws:c}\" }");
        assertThatThrownBy(() -> resolve(seed)).hasMessage("nothing was written");
        assertThat(err.toString().lines())
                .containsExactly(
                        "s.json:2:36: /clients/0/clientSecret: error: the secret of client 'a' can't be read from"
                                + " ${vault:secret/a#b}: VAULT_ADDR is not set; set it to Vault's URL",
                        "s.json:3:36: /clients/1/clientSecret: error: the secret of client 'b' can't be read from"
                                + " ${azure:v/b}: authscape-provisioner-azure.jar is missing, which knows ${azure:...};"
                                + " put it beside authscape-provisioner.jar",
                        "s.json:4:36: /clients/2/clientSecret: error: the secret of client 'c' can't be read from"
                                + " ${aws:c}: authscape-provisioner-aws.jar is missing, which knows ${aws:...};"
                                + " put it beside authscape-provisioner.jar");
    }

    @Test
    void onlyWhatIsNeededIsAsked() {
        Seed seed = seed("{ \"clientId\": \"a\", \"clientSecret\": \"${vault:secret/a#b}\" }");
        assertThat(SeedSecrets.resolve(seed, client -> false, terminal())).isEqualTo(seed);
    }

    private Seed resolve(Seed seed) {
        return SeedSecrets.resolve(seed, client -> true, terminal());
    }

    private Terminal terminal() {
        return new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                Map.of(),
                new ByteArrayInputStream(new byte[0]));
    }

    private Seed seed(String... clients) {
        String text = "{ \"version\": 1, \"owner\": \"o\", \"realm\": \"r\", \"clients\": [\n"
                + String.join(",\n", clients) + " ] }";
        return new SeedReader(Map.of())
                .read(new SeedText("s.json", text, folder))
                .seed()
                .orElseThrow();
    }

    private static String generated(String id, String sink) {
        return "{ \"clientId\": \"" + id
                + "\", \"clientSecrets\": [ { \"id\": \"main\", \"generate\": true, \"sink\": \"" + sink + "\" } ] }";
    }

    private static Plan plan(Seed seed) {
        Map<String, ScopeState> scopes =
                Map.of("authscape", new ScopeState("authscape", Map.of(), Map.of(), List.of()));
        return Planner.plan(seed, RealmState.of(Map.of(), scopes, Map.of()), PlanOptions.NONE);
    }
}
