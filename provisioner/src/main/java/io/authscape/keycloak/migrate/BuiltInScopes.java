package io.authscape.keycloak.migrate;

import java.util.List;
import java.util.Set;

/** Scopes that a realm with our jar, or any Keycloak, has without a seed. */
final class BuiltInScopes {

    private static final Set<String> NAMES = Set.of("openid", "offline_access", "email", "profile", "roles");

    /** Which Keycloak makes in its usual realms, and our realm file doesn't have. */
    private static final Set<String> USUAL = Set.of("phone", "address");

    private BuiltInScopes() {}

    static boolean has(String name) {
        return NAMES.contains(name);
    }

    /** Says of a scope that goes into the seed where it must not stay there. */
    static void check(String name, Notes notes) {
        if (USUAL.contains(name)) {
            notes.check(
                    "",
                    "realms that Keycloak makes have a scope of this name, and AuthScape's realm file has none",
                    "if your realm has it, take it out of the seed: no seed may hold Keycloak's own");
        }
    }

    /**
     * Says why such a scope stays out.
     *
     * @param resources the audiences that it had; may be {@code null}
     */
    static <T> Draft<T> skipped(String name, List<String> resources, Notes notes) {
        notes.leftOut("", "Keycloak has this scope without a seed", "");
        if (resources != null && !resources.isEmpty()) {
            notes.leftOut(
                    "Resources",
                    "Keycloak's own scope adds no audience",
                    "put the resources into a scope of their own");
        }
        return Draft.skipped(name, notes);
    }
}
