package io.authscape.keycloak.seed;

import io.authscape.keycloak.contract.Permissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Judges a requirement string as {@link PermissionRules} judges a permission. */
final class RequirementRules {

    /** OpenIddict's two as of 7.x: a code needs a proof key (PKCE), and a request has to be pushed (PAR). */
    static final Set<String> KNOWN = Set.of(Permissions.PROOF_KEY_FOR_CODE_EXCHANGE, "ft:par");

    private static final String PREFIX = "ft:";

    private RequirementRules() {}

    static Optional<Finding> check(String requirement) {
        if (requirement.isEmpty() || KNOWN.contains(requirement)) {
            return Optional.empty();
        }
        if (KnownPermissions.PREFIXES.stream().anyMatch(requirement::startsWith)) {
            return Optional.of(Finding.error(
                    Quoted.of(requirement) + " is not a requirement",
                    Quoted.of(requirement) + " belongs to 'permissions'"));
        }
        String bare = PREFIX + requirement.toLowerCase(Locale.ROOT);
        Optional<String> meant = KNOWN.contains(bare) ? Optional.of(bare) : Spelling.nearest(requirement, KNOWN);
        return Optional.of(meant.map(word ->
                        Finding.error(Quoted.of(requirement) + " is not a requirement", "did you mean '" + word + "'?"))
                .orElseGet(() -> Finding.warning(
                        Quoted.of(requirement) + " is no standard requirement",
                        "it is kept as it is and requires nothing in Keycloak")));
    }
}
