package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.plan.PlanOptions.Permit;
import io.authscape.keycloak.plan.RealmState.Coverage;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.RoleSeed;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.Seed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OwnershipPlanTest {

    private static final PlanOptions ADOPT = PlanOptions.permitting(Permit.ADOPTION);
    private static final PlanOptions CREATE_ONLY = new PlanOptions(Set.of(), true, false, 10);

    private final Map<String, RoleState> roles = new HashMap<>();
    private final Map<String, ScopeState> scopes = new HashMap<>();
    private final Map<String, ClientState> clients = new HashMap<>();

    OwnershipPlanTest() {
        scope("authscape", null);
    }

    @Nested
    class WhatNobodyOwns {

        @Test
        void isTakenOverOnlyIfSomebodySaysSo() {
            role("Admin", null);
            scope("api1", null);
            client("service", null);

            assertThat(refusals(PlanOptions.NONE))
                    .hasSize(3)
                    .allMatch(refusal -> refusal.endsWith("or give --adopt to take it over"));

            Plan plan = plan(ADOPT);
            assertThat(plan.refusals()).isEmpty();
            assertThat(plan.entries())
                    .allMatch(entry -> entry.action() == Action.UPDATE)
                    .allMatch(entry ->
                            entry.differences().contains(new Difference.Value("authscape.managed-by", null, "me")));
        }

        @Test
        void keepsWhatItMayDoOrIsNotTakenOver() {
            client("service", null);
            ClientSeed undefined = ClientSeed.named("service").build();

            assertThat(plan(ADOPT, undefined).refusals())
                    .extracting(Refusal::toString)
                    .containsExactly("client 'service': nothing limits what it may do so far, and the seed leaves"
                            + " 'permissions' undefined, so it would lose everything; write them down: authscape"
                            + " export --client 'service' --as-owner 'me' shows what it has");
            assertThat(plan(CREATE_ONLY, undefined).refusals()).isEmpty();

            ClientSeed none = ClientSeed.named("service").permissions(List.of()).build();
            Plan lockedOut = plan(ADOPT, none);
            assertThat(lockedOut.refusals()).isEmpty();
            assertThat(lockedOut.clients().get(0).differences())
                    .contains(new Difference.Value("permissions", "(not limited)", "(none)"));
        }

        @Test
        void isNeverTakenFromKeycloakItself() {
            client("account", null);
            assertThat(plan(ADOPT, ClientSeed.named("account").build()).refusals())
                    .extracting(Refusal::toString)
                    .containsExactly("client 'account': it is Keycloak's own client; choose another name or remove it"
                            + " from the seed");
        }

        @Test
        void isNeverARoleOrScopeOfKeycloaksOwn() {
            for (String name : List.of("offline_access", "uma_authorization", "default-roles-r")) {
                role(name, null);
            }
            for (String name : List.of("email", "profile", "roles", "acr", "web-origins", "keycloak-roles")) {
                scope(name, null);
            }
            Seed seed = new Seed(
                    "me",
                    "R",
                    roles.keySet().stream()
                            .map(name -> new RoleSeed(name, null, null))
                            .toList(),
                    scopes.keySet().stream()
                            .map(name -> ScopeSeed.of(name, null, null, null))
                            .toList(),
                    List.of());

            assertThat(Planner.plan(seed, RealmState.of(roles, scopes, clients), ADOPT)
                            .refusals())
                    .hasSize(10)
                    .allSatisfy(refusal -> assertThat(refusal.reason()).startsWith("it is Keycloak's own "));
            assertThat(Planner.plan(seed, RealmState.of(roles, scopes, clients), CREATE_ONLY)
                            .refusals())
                    .isEmpty();
        }

        @Test
        void isNeverARealmsClientInMaster() {
            client("shop-realm", null);
            Seed master = new Seed(
                    "me",
                    "master",
                    List.of(),
                    List.of(),
                    List.of(ClientSeed.named("shop-realm").build()));
            assertThat(Planner.plan(master, RealmState.of(roles, scopes, clients), ADOPT)
                            .refusals())
                    .singleElement()
                    .asString()
                    .startsWith("client 'shop-realm': it is Keycloak's own client;");
            assertThat(plan(
                                    ADOPT,
                                    ClientSeed.named("shop-realm")
                                            .permissions(List.of())
                                            .build())
                            .refusals())
                    .isEmpty();
        }

        @Test
        void isNotTakenOverIfItSpeaksAnotherProtocol() {
            clients.put(
                    "service",
                    new ClientState(
                            "service", Map.of(ClientField.PROTOCOL, "saml"), Map.of(), null, Set.of(), Set.of()));
            assertThat(refusals(ADOPT))
                    .containsExactly("client 'service': it is a client for 'saml'; choose another" + " name");
        }
    }

    @Test
    void whatAnotherOwnerHoldsIsRefusedWhateverSomebodySays() {
        client("service", "them");
        for (PlanOptions options : List.of(PlanOptions.NONE, ADOPT, CREATE_ONLY)) {
            assertThat(refusals(options))
                    .containsExactly("client 'service': it belongs to 'them', and this seed's owner is 'me'");
        }
    }

    @Nested
    class CreatingOnly {

        @Test
        void leavesWhatExistsAsItIs() {
            role("Admin", "me");
            scope("api1", null);
            client("service", "me");

            Plan plan = plan(CREATE_ONLY);

            assertThat(plan.refusals()).isEmpty();
            assertThat(plan.hasNothingToDo()).isTrue();
            assertThat(plan.count(Action.NONE)).isEqualTo(3);
        }

        @Test
        void makesWhatIsMissing() {
            assertThat(plan(CREATE_ONLY).count(Action.CREATE)).isEqualTo(3);
        }
    }

    @Nested
    class WhatLeftTheSeed {

        private int maxDeletes = 10;
        private Coverage coverage = Coverage.OWNED;

        @Test
        void isDeletedIfItCarriesOurOwner() {
            ours();
            role("Foreign", "them");
            scope("foreign", null);
            client("foreign", "them");
            client("nobody's", null);

            Plan plan = prune();

            assertThat(plan.refusals()).isEmpty();
            assertThat(plan.entries().filter(entry -> entry.action() == Action.DELETE))
                    .extracting(Entry::subject)
                    .containsExactly("role 'Old'", "scope 'old'", "client 'old'");
            assertThat(plan.entries().filter(entry -> entry.action() == Action.DELETE))
                    .allMatch(entry -> entry.differences().isEmpty());
        }

        @Test
        void isNotDeletedIfKeycloakNeedsIt() {
            role("offline_access", "me");
            role("default-roles-r", "me");
            scope("roles", "me");
            scope("web-origins", "me");
            client("account", "me");
            assertThat(prune().count(Action.DELETE)).isZero();
        }

        @Test
        void staysAndIsNamedWithoutPrune() {
            ours();
            Plan plan = plan(PlanOptions.NONE);
            assertThat(plan.count(Action.DELETE)).isZero();
            assertThat(plan.notes())
                    .containsExactly("left the seed: 'Old', 'old', 'old'; --prune deletes what carries the seed's owner"
                            + " and isn't in it");
        }

        @Test
        void isNotNamedIfNobodyLookedForIt() {
            ours();
            coverage = Coverage.NAMED;
            assertThat(plan(PlanOptions.NONE).notes()).isEmpty();
        }

        @Test
        void isNotDeletedInMasses() {
            ours();
            maxDeletes = 2;
            assertThat(prune().refusals())
                    .extracting(Refusal::toString)
                    .containsExactly("realm 'r': 3 would be deleted, and --max-deletes is 2; look whether a seed file"
                            + " is missing, or raise it");
            maxDeletes = 3;
            assertThat(prune().refusals()).isEmpty();
        }

        @Test
        void isNotDeletedWhileSomebodyElseUsesIt() {
            ours();
            client("foreign", "them", "old");
            client("other", null, "old");

            assertThat(prune().refusals())
                    .extracting(Refusal::toString)
                    .containsExactly("scope 'old': it left the seed, but 'foreign' and 1 more still use it; take it"
                            + " from them, or put it back into the seed");
        }

        @Test
        void isNotDeletedWhileSomebodyHoldsIt() {
            ours();
            roles.computeIfPresent("Old", (name, role) -> role.heldBy("user 'jane'"));

            assertThat(prune().refusals())
                    .extracting(Refusal::toString)
                    .containsExactly("role 'Old': it left the seed, but user 'jane' still holds it; take it from"
                            + " whoever holds it, or put it back into the seed");
            assertThat(plan(PlanOptions.NONE).refusals()).isEmpty();
        }

        @Test
        void mayBeUsedByClientsThatGoToo() {
            ours();
            client("old", "me", "old");
            client("service", "me", "old");
            assertThat(prune().refusals()).isEmpty();
        }

        private void ours() {
            role("Old", "me");
            scope("old", "me");
            client("old", "me");
        }

        private Plan prune() {
            return plan(new PlanOptions(Set.of(), false, true, maxDeletes));
        }

        private Plan plan(PlanOptions options) {
            return OwnershipPlanTest.this.plan(options, coverage, SERVICE);
        }
    }

    private static final ClientSeed SERVICE = ClientSeed.named("service")
            .secret(new Secret("s3cret-of-service"))
            .permissions(List.of("ept:token", "gt:client_credentials", "scp:api1"))
            .build();

    private List<String> refusals(PlanOptions options) {
        return plan(options).refusals().stream().map(Refusal::toString).toList();
    }

    private Plan plan(PlanOptions options) {
        return plan(options, SERVICE);
    }

    private Plan plan(PlanOptions options, ClientSeed client) {
        return plan(options, Coverage.NAMED, client);
    }

    private Plan plan(PlanOptions options, Coverage coverage, ClientSeed client) {
        return Planner.plan(
                new Seed(
                        "me",
                        "r",
                        List.of(new RoleSeed("Admin", 1L, null)),
                        List.of(ScopeSeed.of("api1", null, null, List.of())),
                        List.of(client)),
                new RealmState(roles, scopes, clients, Map.of(), coverage, List.of(), Instant.EPOCH),
                options);
    }

    private void role(String name, String owner) {
        roles.put(name, new RoleState(name, owner == null ? Map.of() : Map.of("authscape.managed-by", List.of(owner))));
    }

    private void scope(String name, String owner) {
        scopes.put(
                name,
                new ScopeState(name, Map.of(ScopeField.PROTOCOL, "openid-connect"), attributes(owner), List.of()));
    }

    private void client(String clientId, String owner, String... optionalScopes) {
        clients.put(
                clientId,
                new ClientState(clientId, Map.of(), attributes(owner), null, Set.of(), Set.of(optionalScopes)));
    }

    private static Map<String, String> attributes(String owner) {
        return owner == null ? Map.of() : Map.of("authscape.managed-by", owner);
    }
}
