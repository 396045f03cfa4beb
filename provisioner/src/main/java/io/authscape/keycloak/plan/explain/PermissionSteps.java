package io.authscape.keycloak.plan.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.JsonAttribute;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client's list of permissions says to a token request: rows 17 to 20 of the wire contract. */
final class PermissionSteps {

    private static final Set<String> FREE_SCOPES = Set.of("openid", "offline_access");

    private final Set<String> permissions;
    private final List<Step> steps = new ArrayList<>();

    private PermissionSteps(Set<String> permissions) {
        this.permissions = permissions;
    }

    static List<Step> of(TokenQuestion question, ClientState client, ServerFacts server) {
        JsonNode list = JsonAttribute.read(AttributeNames.PERMISSIONS, client.attributes());
        if (!list.isArray()) {
            return List.of(new Step(
                    "its list of permissions can't be read, and so allows nothing",
                    WireWords.TOKEN_ENDPOINT,
                    "run apply: it writes the list of the seed"));
        }
        PermissionSteps check = new PermissionSteps(
                JsonAttribute.texts(list).stream().map(Permissions::current).collect(Collectors.toSet()));
        check.require(Permissions.TOKEN_ENDPOINT, WireWords.TOKEN_ENDPOINT);
        check.require(Permissions.GRANT_TYPE_PREFIX + question.grantType(), WireWords.GRANT_TYPE);
        if (question.scopes().contains("offline_access")) {
            check.require(Permissions.REFRESH_TOKEN_GRANT, WireWords.OFFLINE_ACCESS);
        }
        question.scopes().stream()
                .filter(scope -> !FREE_SCOPES.contains(scope))
                .forEach(scope -> check.require(Permissions.SCOPE_PREFIX + scope, disallowed(server)));
        return check.steps;
    }

    /** Which error a scope without permission is, is the realm's choice. */
    static WireWords disallowed(ServerFacts server) {
        return server.disallowedIsInvalidScope() ? WireWords.SCOPE_AS_RFC : WireWords.SCOPE;
    }

    private void require(String permission, WireWords refusal) {
        steps.add(
                permissions.contains(permission)
                        ? Step.passed("it has the permission " + Quoted.of(permission))
                        : new Step(
                                "it lacks the permission " + Quoted.of(permission),
                                refusal,
                                "add \"" + permission + "\" to the client's 'permissions' in the seed, and apply it"));
    }
}
