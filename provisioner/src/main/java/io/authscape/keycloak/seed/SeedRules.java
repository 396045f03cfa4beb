package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import io.authscape.keycloak.contract.Permissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules that a JSON schema can't say: those that compare one part of the seed with another. */
final class SeedRules {

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
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
            client(seed.clients().get(i), clients.appendIndex(i), permissionRules);
        }
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
            repeated(at.appendProperty("resources"), scope.resources());
        }
    }

    private void client(ClientSeed client, JsonPointer at, PermissionRules permissionRules) {
        if (DIGITS.matcher(client.clientId()).matches()) {
            problems.error(
                    at.appendProperty("clientId"),
                    "a client id of digits only would be taken for a user's id",
                    "choose another name");
        }
        if (client.secret() == null && !client.clientId().isEmpty() && !hasSecretProblem(at)) {
            problems.warning(at, "the client has no 'clientSecret'", "without one it can be kept, but not created");
        }
        if (client.permissions() != null) {
            permissions(client, at.appendProperty("permissions"), permissionRules);
        }
    }

    private boolean hasSecretProblem(JsonPointer client) {
        String secret = client.appendProperty("clientSecret").toString();
        return problems.inFileOrder().stream()
                .anyMatch(problem -> problem.pointer().equals(secret));
    }

    private void permissions(ClientSeed client, JsonPointer at, PermissionRules permissionRules) {
        repeated(at, client.permissions());
        for (int i = 0; i < client.permissions().size(); i++) {
            String permission = client.permissions().get(i);
            JsonPointer place = at.appendIndex(i);
            if (!permission.isEmpty()) {
                permissionRules.check(permission).ifPresent(finding -> say(place, finding));
            }
        }
        if (client.may(Permissions.CLIENT_CREDENTIALS_GRANT) && !client.may(Permissions.TOKEN_ENDPOINT)) {
            problems.warning(
                    at,
                    "the client has 'gt:client_credentials' without 'ept:token': every token request will be refused",
                    "add 'ept:token'");
        }
    }

    private void say(JsonPointer place, PermissionRules.Finding finding) {
        if (finding.isError()) {
            problems.error(place, finding.what(), finding.remedy());
        } else {
            problems.warning(place, finding.what(), finding.remedy());
        }
    }

    private void repeated(JsonPointer list, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty() && values.indexOf(values.get(i)) < i) {
                problems.warning(list.appendIndex(i), Quoted.of(values.get(i)) + " is there twice", "keep one of them");
            }
        }
    }
}
