package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.PlanOptions.Permit;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who may change what stands in a realm already. */
final class Ownership {

    private static final Set<String> BUILT_IN_ROLES = Set.of("offline_access", "uma_authorization");
    private static final Set<String> ROLES_OF_MASTER = Set.of("admin", "create-realm");

    /** What Keycloak makes in each realm, and AuthScape's setup. */
    private static final Set<String> BUILT_IN_SCOPES = Set.of(
            "acr",
            "address",
            "authscape",
            "basic",
            "email",
            "keycloak-profile",
            "keycloak-roles",
            "microprofile-jwt",
            "offline_access",
            "organization",
            "phone",
            "profile",
            "role_list",
            "roles",
            "saml_organization",
            "service_account",
            "web-origins");

    private static final String MASTER = "master";

    private final Set<String> owners;
    private final String realm;
    private final PlanOptions options;

    Ownership(Collection<String> owners, String realm, PlanOptions options) {
        this.owners = Set.copyOf(owners);
        this.realm = realm;
        this.options = options;
    }

    /** Why the seed can't have the role; empty if it can. */
    Optional<String> objection(RoleState role, String owner) {
        return isBuiltIn(role) ? builtIn(of(role), "role", owner) : objection(of(role), owner);
    }

    /** Why the seed can't have the scope; empty if it can. */
    Optional<String> objection(ScopeState scope, String owner) {
        return isBuiltIn(scope) ? builtIn(of(scope), "scope", owner) : objection(of(scope), owner);
    }

    /** Why the seed can't have the client; empty if it can. */
    Optional<String> objection(ClientState client, ClientSeed seed) {
        String owner = seed.owner();
        boolean unowned = of(client).isEmpty() && !options.createOnly();
        if (isBuiltIn(client) && unowned) {
            return builtIn(of(client), "client", owner);
        }
        String protocol = client.fields().getOrDefault(ClientField.PROTOCOL, ScopeMapping.OIDC);
        if (unowned && !protocol.equals(ScopeMapping.OIDC)) {
            return Optional.of("it is a client for " + Quoted.of(protocol) + "; choose another name");
        }
        return objection(of(client), owner).or(() -> unowned ? lockOut(client, seed) : Optional.empty());
    }

    /** Without a list of ours a client may do what its flows say; with an empty one it would lose that at once. */
    private static Optional<String> lockOut(ClientState client, ClientSeed seed) {
        return seed.permissions() == null && !client.attributes().containsKey(AttributeNames.PERMISSIONS)
                ? Optional.of("nothing limits what it may do so far, and the seed leaves 'permissions' undefined, so it"
                        + " would lose everything; write them down: authscape export --client "
                        + Quoted.of(seed.clientId()) + " --as-owner " + Quoted.of(seed.owner()) + " shows what it has")
                : Optional.empty();
    }

    /** Whether it is one of the seed's owners', and so goes when it leaves the seed. */
    boolean owns(RoleState role) {
        return owners.contains(of(role)) && !isBuiltIn(role);
    }

    /** Whether it is one of the seed's owners', and so goes when it leaves the seed. */
    boolean owns(ScopeState scope) {
        return owners.contains(of(scope)) && !isBuiltIn(scope);
    }

    /** Whether it is one of the seed's owners', and so goes when it leaves the seed. */
    boolean owns(ClientState client) {
        return owners.contains(of(client)) && !isBuiltIn(client);
    }

    private boolean isBuiltIn(RoleState role) {
        // Keycloak writes the realm's name small there.
        return BUILT_IN_ROLES.contains(role.name())
                || role.name().equals("default-roles-" + realm.toLowerCase(Locale.ROOT))
                || (realm.equals(MASTER) && ROLES_OF_MASTER.contains(role.name()));
    }

    private static boolean isBuiltIn(ScopeState scope) {
        return BUILT_IN_SCOPES.contains(scope.name());
    }

    private boolean isBuiltIn(ClientState client) {
        return BuiltInClients.has(realm, client.clientId());
    }

    /** A seed may make one that is missing, and then keeps it; it can't have Keycloak's. */
    private Optional<String> builtIn(String standing, String kind, String owner) {
        return standing.isEmpty() && !options.createOnly()
                ? Optional.of("it is Keycloak's own " + kind + "; choose another name or remove it from the seed")
                : objection(standing, owner);
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
