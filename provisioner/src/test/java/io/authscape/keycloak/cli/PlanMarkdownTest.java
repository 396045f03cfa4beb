package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.Planner;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.Seed;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlanMarkdownTest {

    @Test
    void staysShortEnoughForAComment() {
        String text = PlanMarkdown.of(plan(IntStream.range(0, 3_000)
                .mapToObj(i -> client("client-" + i, "Client " + i))
                .toList()));
        assertThat(text.length()).isLessThan(65_536);
        assertThat(text).contains("3000 to create").containsPattern("\\.\\.\\. and \\d+ more changes: too much");
    }

    @Test
    void whatANameSaysIsNoMarkup() {
        String text = PlanMarkdown.of(plan(List.of(client("a|b` @all <img>", "x | y ``` \n| z"))));
        assertThat(text)
                .contains("client `` a\\|b` @all <img> ``", "`` x \\| y `'` \\u000a\\| z ``")
                .doesNotContain("\n| z");
    }

    @Test
    void manyRefusalsStayShortToo() {
        String text = PlanMarkdown.of(plan(IntStream.range(0, 3_000)
                .mapToObj(i -> ClientSeed.named("client-" + i).build())
                .toList()));
        assertThat(text.length()).isLessThan(65_536);
        assertThat(text).contains("- ... and 2950 more");
    }

    @Test
    void whatAClaimIsCalledIsNoMarkup() {
        ClientSeed client = ClientSeed.named("c")
                .secret(new Secret("s3cret-of-c"))
                .claims(Map.of("a\n| **x** | \u001b[1A\u202E", "v"))
                .build();
        assertThat(PlanMarkdown.of(plan(List.of(client))))
                .contains("claims.a\\\\u000a\\| \\*\\*x\\*\\* \\| \\\\u001b\\[1A\\\\u202e");
        assertThat(EntryText.planned(plan(List.of(client)).clients().get(0)))
                .anyMatch(line -> line.contains("claims.a\\u000a| **x** | \\u001b[1A\\u202e: 'v'"));
    }

    private static Plan plan(List<ClientSeed> clients) {
        ScopeState ours = new ScopeState("authscape", Map.of(), Map.of(), List.of());
        return Planner.plan(
                new Seed("me", "r", List.of(), List.of(), clients),
                RealmState.of(Map.of(), Map.of("authscape", ours), Map.of()),
                PlanOptions.NONE);
    }

    private static ClientSeed client(String clientId, String displayName) {
        return ClientSeed.named(clientId)
                .secret(new Secret("s3cret-of-" + clientId))
                .displayName(displayName)
                .build();
    }
}
