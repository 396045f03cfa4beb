package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.Planner;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Seed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {

    private static final String SERVER = "https://id.example.com";

    private final Map<String, ClientState> clients = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void whatIsLeftOfAnInterruptedRunWasReviewed() {
        stands("a", "Old", "ept:token", "ept:introspection");
        stands("b", "Old");
        ClientSeed a = client("a", "New", "ept:revocation", "ept:logout");
        PlanFile reviewed = write(plan(a, client("b", "New")));

        stands("b", "New");
        stands("a", "New", "ept:token", "ept:logout");
        assertThatCode(() -> reviewed.check(plan(a, client("b", "New")), SERVER))
                .doesNotThrowAnyException();
        stands("a", "New", "ept:revocation", "ept:logout");
        assertThatCode(() -> reviewed.check(plan(a, client("b", "New")), SERVER))
                .doesNotThrowAnyException();
    }

    @Test
    void whatNobodyReviewedIsRefused() {
        stands("a", "Old");
        PlanFile reviewed = write(plan(client("a", "New")));

        assertRefused(reviewed, plan(client("a", "Newer")), "client 'a'");
        assertRefused(reviewed, plan(client("a", "New", "ept:token")), "client 'a'");
        assertRefused(reviewed, plan(client("a", "New"), client("b", "New")), "client 'b'");
        stands("a", "By hand");
        assertRefused(reviewed, plan(client("a", "New")), "client 'a'");
        clients.clear();
        assertRefused(reviewed, plan(client("a", "New")), "client 'a'");
    }

    @Test
    void longNamesAreToldApart() {
        String one = "x".repeat(130) + "-a";
        String other = "x".repeat(130) + "-b";
        stands(one, "Old");
        stands(other, "Old");
        PlanFile reviewed = write(plan(client(one, "Old"), client(other, "New")));
        assertThatThrownBy(
                        () -> reviewed.check(plan(client(one, "Changed", "gt:password"), client(other, "New")), SERVER))
                .hasMessageContaining("moved on");
    }

    private static void assertRefused(PlanFile reviewed, Plan now, String what) {
        assertThatThrownBy(() -> reviewed.check(now, SERVER))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("the plan is not carried out: Keycloak or the seed has moved on since, in " + what
                        + "; nothing was written, make a new plan");
    }

    private PlanFile write(Plan plan) {
        ObjectNode json = PlanJson.of(plan).put("server", SERVER);
        PlanFile.write(folder.resolve("plan.json"), json);
        return PlanFile.read(folder.resolve("plan.json"));
    }

    private Plan plan(ClientSeed... seeds) {
        ScopeState ours = new ScopeState("authscape", Map.of(), Map.of(), List.of());
        return Planner.plan(
                new Seed("me", "r", List.of(), List.of(), List.of(seeds)),
                RealmState.of(Map.of(), Map.of("authscape", ours), clients),
                PlanOptions.NONE);
    }

    private static ClientSeed client(String clientId, String name, String... permissions) {
        return ClientSeed.named(clientId)
                .displayName(name)
                .permissions(List.of(permissions))
                .build();
    }

    private void stands(String clientId, String name, String... permissions) {
        String list = permissions.length == 0 ? "" : "\"" + String.join("\",\"", permissions) + "\"";
        clients.put(
                clientId,
                new ClientState(
                        clientId,
                        Map.of(ClientField.NAME, name, ClientField.PUBLIC_CLIENT, "false"),
                        Map.of(
                                "authscape.managed-by",
                                "me",
                                "authscape.permissions",
                                "{\"v\":1,\"permissions\":[" + list + "]}"),
                        null,
                        Set.of("authscape"),
                        Set.of()));
    }
}
