package io.authscape.keycloak.seed;

import io.authscape.keycloak.contract.Permissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges a permission string. What nobody knows is kept with a warning, as OpenIddict keeps it; what somebody nearly
 * knows is a slip, and a slip would take a permission away without a word.
 */
final class PermissionRules {

    private static final Set<String> REQUIREMENTS = Set.of("pkce", "par", "ft:pkce", "ft:par");
    private static final Map<String, String> OTHER_PREFIXES = Map.of(
            "scope", "scp:",
            "scopes", "scp:",
            "endpoint", "ept:",
            "endpoints", "ept:",
            "ep", "ept:",
            "grant", "gt:",
            "grant_type", "gt:",
            "response_type", "rst:",
            "audience", "aud:",
            "resource", "rsrc:");

    private final Set<String> defined;
    private final ScopeSlips slips;
    private final Set<String> known;

    PermissionRules(Set<String> definedScopes) {
        defined = definedScopes;
        slips = new ScopeSlips(definedScopes);
        Set<String> scopes = new HashSet<>(definedScopes);
        scopes.addAll(KnownPermissions.BUILT_IN_SCOPES);
        known = new HashSet<>(KnownPermissions.FIXED);
        scopes.forEach(scope -> known.add(Permissions.SCOPE_PREFIX + scope));
    }

    /** The scopes that the seed files define. */
    Set<String> definedScopes() {
        return defined;
    }

    Optional<Finding> check(String permission) {
        if (known.contains(permission)) {
            return Optional.empty();
        }
        if (permission.startsWith(Permissions.SCOPE_PREFIX)) {
            return Optional.of(scope(permission.substring(Permissions.SCOPE_PREFIX.length())));
        }
        if (REQUIREMENTS.contains(permission)) {
            String requirement = permission.startsWith("ft:") ? permission : "ft:" + permission;
            return Optional.of(slip(permission, "'" + requirement + "' belongs to 'requirements'"));
        }
        Optional<String> meant = meant(permission);
        if (meant.isPresent()) {
            return Optional.of(slip(permission, "did you mean '" + meant.get() + "'?"));
        }
        boolean knownPrefix = KnownPermissions.PREFIXES.stream().anyMatch(permission::startsWith);
        return Optional.of(new Finding(
                false,
                Quoted.of(permission) + (knownPrefix ? " is no standard permission" : " has no prefix that is known"),
                "it is kept as it is and lets the client do nothing in Keycloak"));
    }

    private Finding scope(String name) {
        String shown = Quoted.of(Permissions.SCOPE_PREFIX + name);
        if (!ScopeSlips.isName(name)) {
            return new Finding(true, shown + " names no scope", "write scp: and a name without spaces");
        }
        if (ScopeSlips.RESERVED.contains(name)) {
            return new Finding(true, "the scope '" + name + "' is not for asking", "remove the permission");
        }
        if (ScopeSlips.STOCK.contains(name)) {
            return new Finding(false, "/connect/token never grants Keycloak's scope '" + name + "'", "remove it");
        }
        Optional<String> meant = slips.meant(name);
        if (meant.isPresent()) {
            return slip(Permissions.SCOPE_PREFIX + name, "did you mean 'scp:" + Quoted.plain(meant.get()) + "'?");
        }
        return new Finding(
                false, "the seed doesn't define the scope of " + shown, "define it, or make sure that Keycloak has it");
    }

    private Optional<String> meant(String permission) {
        int colon = permission.indexOf(':');
        String value = permission.substring(colon + 1);
        if (colon < 0) {
            return known.stream()
                    .filter(word -> word.endsWith(":" + value))
                    .sorted()
                    .findFirst();
        }
        if (KnownPermissions.PREFIXES.contains(permission.substring(0, colon + 1))) {
            return Spelling.nearest(permission, KnownPermissions.FIXED);
        }
        String right = OTHER_PREFIXES.get(permission.substring(0, colon));
        return right == null ? Spelling.nearest(permission, known) : Optional.of(right + Quoted.plain(value));
    }

    private static Finding slip(String permission, String remedy) {
        return new Finding(true, Quoted.of(permission) + " is not a permission", remedy);
    }
}
