package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretStorage;
import io.authscape.keycloak.seed.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a plan is where the server lacks our jar, or the realm its setup. */
class SupportTest {

    private static final RealmState STOCK =
            RealmState.of(Map.of(), scopes("basic", "acr", "web-origins", "email", "roles"), Map.of());
    private static final RealmState SET_UP = RealmState.of(Map.of(), scopes("authscape", "basic"), Map.of());

    @Test
    void withJarAndSetupClientsHaveOurScope() {
        Plan plan = plan(SET_UP, true, false);

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.notes()).isEmpty();
        assertThat(plan.clients())
                .allSatisfy(
                        client -> assertThat(client.desired().defaultScopes()).containsExactly("authscape"));
    }

    @Test
    void withTheJarAloneSetupIsNamed() {
        assertThat(plan(STOCK, true, true).refusals())
                .singleElement()
                .hasToString("realm 'r': it lacks AuthScape's setup (the client scope 'authscape'); run 'authscape"
                        + " setup'");
    }

    @Test
    void somebodyElsesScopeOfThatNameIsNoSetup() {
        ScopeState foreign = new ScopeState(
                "authscape", Map.of(), Map.of(), List.of(new Mapper("sub", "oidc-sub-mapper", Map.of())));
        ScopeState ours = new ScopeState(
                "authscape",
                Map.of(),
                Map.of(),
                List.of(new Mapper("x", "oidc-authscape-service-claims-mapper", Map.of())));

        assertThat(plan(RealmState.of(Map.of(), Map.of("authscape", foreign), Map.of()), false)
                        .refusals())
                .singleElement()
                .asString()
                .contains("run 'authscape setup'");
        assertThat(plan(RealmState.of(Map.of(), Map.of("authscape", ours), Map.of()), false)
                        .refusals())
                .isEmpty();
    }

    @Test
    void withoutTheJarAClientThatNeedsItIsRefused() {
        assertThat(plan(STOCK.withoutJar(), true, false).refusals())
                .singleElement()
                .asString()
                .startsWith(
                        "realm 'r': the server lacks AuthScape's provider jar, so nobody would enforce permissions;")
                .endsWith("\"secretStorage\": \"plain\" to do without ('c1')");
        assertThat(plan(STOCK.withoutJar(), false, false).refusals())
                .singleElement()
                .asString()
                .endsWith("('c0' and 1 more)");
    }

    @Test
    void withoutTheJarPlainClientsHaveKeycloaksScopes() {
        Plan plan = plan(STOCK.withoutJar(), true, true);

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.notes())
                .containsExactly(
                        "the server lacks AuthScape's provider jar: these are plain Keycloak clients, and their"
                                + " permissions, their claims and AuthScape's wire contract are not enforced");
        assertThat(plan.clients())
                .allSatisfy(client ->
                        assertThat(client.desired().defaultScopes()).isEqualTo(Set.of("basic", "acr", "web-origins")));
    }

    @Test
    void aRealmThatLostTheJarIsWithoutIt() {
        assertThat(plan(SET_UP.withoutJar(), true, true).clients())
                .allSatisfy(
                        client -> assertThat(client.desired().defaultScopes()).containsExactly("basic"));
    }

    @Test
    void aJarThatIsMerelyHiddenCostsNoClientItsScope() {
        assertThat(plan(realmWithClientOf("me").withoutJar(), true).refusals())
                .singleElement()
                .hasToString("realm 'r': nothing of AuthScape's provider jar answers below /realms/r/connect/, but"
                        + " client 'c0' has the jar's scope 'authscape'; let the path through if a proxy stands before"
                        + " Keycloak, put the jar back, or delete that scope in Keycloak if the jar is gone for good");
        assertThat(plan(realmWithClientOf("me"), true).refusals()).isEmpty();
    }

    private static RealmState realmWithClientOf(String owner) {
        ClientState client = new ClientState(
                "c0", Map.of(), Map.of("authscape.managed-by", owner), null, Set.of("authscape"), Set.of());
        return RealmState.of(Map.of(), SET_UP.scopes(), Map.of("c0", client));
    }

    @Test
    void whereNobodyEnforcesPermissionsClientsAreRefused() {
        RealmState open = SET_UP.with(Enforcement.OFF);

        assertThat(plan(open, false).refusals())
                .singleElement()
                .hasToString("realm 'r': it lacks AuthScape's client policy, so nobody would enforce permissions; run"
                        + " 'authscape setup'");
        assertThat(plan(open).refusals()).as("a seed without clients").isEmpty();
    }

    @Test
    void whoMayNotLookIsTold() {
        Plan plan = plan(SET_UP.with(Enforcement.NOT_SHOWN), false);

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.notes())
                .containsExactly("whether the realm enforces permissions couldn't be seen: to read its client policies"
                        + " needs 'view-realm'");
    }

    private static Plan plan(RealmState state, boolean... plain) {
        List<ClientSeed> clients = new ArrayList<>();
        for (boolean one : plain) {
            clients.add(ClientSeed.named("c" + clients.size())
                    .secret(new Secret("hunter2hunter2"))
                    .secretStorage(one ? SecretStorage.PLAIN : null)
                    .build());
        }
        return Planner.plan(new Seed("me", "r", List.of(), List.of(), clients), state, PlanOptions.NONE);
    }

    private static Map<String, ScopeState> scopes(String... names) {
        return Stream.of(names)
                .map(name -> new ScopeState(name, Map.of(), Map.of(), List.of()))
                .collect(Collectors.toMap(ScopeState::name, Function.identity()));
    }
}
