package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.seed.RolePermission;
import io.authscape.keycloak.seed.RoleSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RolePlanTest {

    private static final RolePermission EDIT = new RolePermission("6F1C2D3E-4a5b-4c6d-8e9f-0a1b2c3d4e5f", "Can Edit");
    private static final RolePermission VIEW = new RolePermission("00000000-4a5b-4c6d-8e9f-0a1b2c3d4e5f", "CanView");
    private static final String EDIT_TEXT = "6f1c2d3e-4a5b-4c6d-8e9f-0a1b2c3d4e5f Can Edit";
    private static final String VIEW_TEXT = "00000000-4a5b-4c6d-8e9f-0a1b2c3d4e5f CanView";
    private static final RoleSeed ADMIN = new RoleSeed("Admin", 1L, List.of(EDIT, VIEW));

    private final Map<String, RoleState> standing = new HashMap<>();

    @Test
    void aRoleIsMadeWithItsNumberAndPermissions() {
        Plan plan = plan(ADMIN);

        assertThat(plan.writesRoles()).isTrue();
        assertThat(plan.count(Action.CREATE)).isEqualTo(1);
        assertThat(plan.roles().get(0).desired())
                .isEqualTo(new DesiredRole(
                        "Admin",
                        Map.of(
                                "authscape.managed-by", List.of("me"),
                                "authscape.role.id", List.of("1"),
                                "authscape.role.permissions", List.of(EDIT_TEXT, VIEW_TEXT))));
    }

    @Test
    void whatStandsInAnotherOrderNeedsNothing() {
        stands("Admin", "me", "1", VIEW_TEXT, EDIT_TEXT);
        Plan plan = plan(ADMIN);
        assertThat(plan.hasNothingToDo()).isTrue();
        assertThat(plan.writesRoles()).isFalse();
        assertThat(plan(new RoleSeed("Admin", null, null)).hasNothingToDo()).isTrue();
    }

    @Test
    void differencesAreMended() {
        stands("Admin", "me", "2", EDIT_TEXT);
        assertThat(plan(ADMIN).roles().get(0).attributes())
                .containsExactly(
                        new Change<>("authscape.role.id", "2", "1"),
                        new Change<>("authscape.role.permissions", EDIT_TEXT, VIEW_TEXT + ", " + EDIT_TEXT));
        assertThat(plan(new RoleSeed("Admin", null, List.of())).roles().get(0).attributes())
                .containsExactly(new Change<>("authscape.role.permissions", EDIT_TEXT, ""));
    }

    @Test
    void whatSomebodyElseOwnsIsRefused() {
        stands("Admin", "them", "1");
        standing.put("User", new RoleState("User", Map.of()));
        assertThat(refusals(new RoleSeed("Admin", null, null), new RoleSeed("User", null, null)))
                .containsExactly(
                        "role 'Admin': it belongs to 'them', and this seed's owner is 'me'",
                        "role 'User': it exists, and no seed made it; choose another name, remove it from the seed, or give --adopt to take it over");
    }

    @Test
    void aNumberOfAnotherRoleIsRefused() {
        stands("Boss", "them", "1");
        assertThat(refusals(ADMIN)).containsExactly("role 'Admin': its number 1 belongs to the role 'Boss'");
    }

    @Test
    void rolesOfOneSeedMaySwapTheirNumbers() {
        stands("Admin", "me", "2");
        stands("User", "me", "1");
        assertThat(refusals(ADMIN, new RoleSeed("User", 2L, null))).isEmpty();
    }

    @Test
    void whatKeycloakDroppedIsFoundAfterwards() {
        Plan plan = plan(ADMIN);
        assertThat(remaining(plan)).containsExactly("role 'Admin': it was written, but Keycloak doesn't have it");
        stands("Admin", "me", "1", EDIT_TEXT);
        assertThat(remaining(plan))
                .containsExactly(
                        "role 'Admin': it was written, but Keycloak still differs in" + " authscape.role.permissions");
        stands("Admin", "me", "1", EDIT_TEXT, VIEW_TEXT);
        assertThat(remaining(plan)).isEmpty();
    }

    private List<String> remaining(Plan plan) {
        Verification verification = new Verification(realm());
        return plan.entries()
                .flatMap(entry -> verification.remaining(entry).stream())
                .map(Refusal::toString)
                .toList();
    }

    private List<String> refusals(RoleSeed... roles) {
        return plan(roles).refusals().stream().map(Refusal::toString).toList();
    }

    private Plan plan(RoleSeed... roles) {
        return Planner.plan(new Seed("me", "r", List.of(roles), List.of(), List.of()), realm(), PlanOptions.NONE);
    }

    private RealmState realm() {
        ScopeState mappers = new ScopeState("authscape", Map.of(), Map.of(), List.of());
        return RealmState.of(standing, Map.of("authscape", mappers), Map.of());
    }

    private void stands(String name, String owner, String number, String... permissions) {
        standing.put(
                name,
                new RoleState(
                        name,
                        Map.of(
                                "authscape.managed-by", List.of(owner),
                                "authscape.role.id", List.of(number),
                                "authscape.role.permissions", List.of(permissions))));
    }
}
