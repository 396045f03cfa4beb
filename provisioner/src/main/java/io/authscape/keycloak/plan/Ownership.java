package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.PlanOptions.Permit;
import io.authscape.keycloak.seed.Quoted;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may change what stands in a realm already. */
final class Ownership {

    /** What Keycloak makes for itself in each realm. */
    private static final Set<String> BUILT_IN_CLIENTS = Set.of(
            "account",
            "account-console",
            "admin-cli",
            "broker",
            "realm-management",
            "security-admin-console",
            "master-realm");

    private final Set<String> owners;
    private final PlanOptions options;

    Ownership(Collection<String> owners, PlanOptions options) {
        this.owners = Set.copyOf(owners);
        this.options = options;
    }

    /** Why the seed can't have the role; empty if it can. */
    Optional<String> objection(RoleState role, String owner) {
        return objection(of(role), owner);
    }

    /** Why the seed can't have the scope; empty if it can. */
    Optional<String> objection(ScopeState scope, String owner) {
        return objection(of(scope), owner);
    }

    /** Why the seed can't have the client; empty if it can. */
    Optional<String> objection(ClientState client, String owner) {
        boolean unowned = of(client).isEmpty() && !options.createOnly();
        if (unowned && BUILT_IN_CLIENTS.contains(client.clientId())) {
            return Optional.of("it is Keycloak's own client; choose another name or remove it from the seed");
        }
        String protocol = client.fields().getOrDefault(ClientField.PROTOCOL, ScopeMapping.OIDC);
        if (unowned && !protocol.equals(ScopeMapping.OIDC)) {
            return Optional.of("it is a client for " + Quoted.of(protocol) + "; choose another name");
        }
        return objection(of(client), owner);
    }

    boolean owns(RoleState role) {
        return owners.contains(of(role));
    }

    boolean owns(ScopeState scope) {
        return owners.contains(of(scope));
    }

    boolean owns(ClientState client) {
        return owners.contains(of(client));
    }

    private Optional<String> objection(String standing, String owner) {
        if (standing.equals(owner)) {
            return Optional.empty();
        }
        if (!standing.isEmpty()) {
            return Optional.of(
                    "it belongs to " + Quoted.of(standing) + ", and this seed's owner is " + Quoted.of(owner));
        }
        return options.permit(Permit.ADOPTION) || options.createOnly()
                ? Optional.empty()
                : Optional.of("it exists, and no seed made it; choose another name, remove it from the seed, or give"
                        + " --adopt to take it over");
    }

    private static String of(RoleState role) {
        List<String> owners = role.attributes().getOrDefault(AttributeNames.MANAGED_BY, List.of());
        return owners.isEmpty() ? "" : owners.get(0);
    }

    private static String of(ScopeState scope) {
        return scope.attributes().getOrDefault(AttributeNames.MANAGED_BY, "");
    }

    private static String of(ClientState client) {
        return client.attributes().getOrDefault(AttributeNames.MANAGED_BY, "");
    }
}
