package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules that a JSON schema can't say: those that compare one part of the seed with another. */
final class SeedRules {

    private static final Set<String> RESERVED_SCOPES = Set.of("authscape", "openid", "offline_access");

    private final Seed seed;
    private final ProblemList problems;

    SeedRules(Seed seed, ProblemList problems) {
        this.seed = seed;
        this.problems = problems;
    }

    void check() {
        JsonPointer scopes = JsonPointer.valueOf("/scopes");
        JsonPointer clients = JsonPointer.valueOf("/clients");
        unique(
                JsonPointer.valueOf("/roles"),
                "name",
                seed.roles().stream().map(RoleSeed::name).toList());
        unique(scopes, "name", seed.scopes().stream().map(ScopeSeed::name).toList());
        unique(
                clients,
                "clientId",
                seed.clients().stream().map(ClientSeed::clientId).toList());
        for (int i = 0; i < seed.scopes().size(); i++) {
            scope(seed.scopes().get(i), scopes.appendIndex(i));
        }
        PermissionRules permissionRules =
                new PermissionRules(seed.scopes().stream().map(ScopeSeed::name).collect(Collectors.toSet()));
        for (int i = 0; i < seed.clients().size(); i++) {
            new ClientRules(seed.clients().get(i), clients.appendIndex(i), problems).check(permissionRules);
        }
        new RoleRules(seed.roles(), problems).check();
    }

    private void unique(JsonPointer list, String member, List<String> names) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Integer before = names.get(i).isEmpty() ? null : first.putIfAbsent(names.get(i), i);
            if (before != null) {
                problems.error(
                        list.appendIndex(i).appendProperty(member),
                        Quoted.of(names.get(i)) + " is already at " + list.appendIndex(before),
                        "keep one of them");
            }
        }
    }

    private void scope(ScopeSeed scope, JsonPointer at) {
        if (RESERVED_SCOPES.contains(scope.name())) {
            problems.error(
                    at.appendProperty("name"), "the scope '" + scope.name() + "' is the server's own", "remove it");
        }
        if (scope.resources() != null) {
            problems.warnOfRepeated(at.appendProperty("resources"), scope.resources());
        }
        DescriptorRules.check(scope, at, problems);
    }
}
