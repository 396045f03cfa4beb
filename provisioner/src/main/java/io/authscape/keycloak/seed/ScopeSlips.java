package io.authscape.keycloak.seed;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Scopes in permissions that nobody defines, and that look like others that somebody does. */
public final class ScopeSlips {

    /** Which no client may ask for. */
    static final Set<String> RESERVED = Set.of("authscape", "service_account");

    static final Set<String> STOCK =
            Set.of("acr", "address", "basic", "microprofile-jwt", "organization", "phone", "web-origins");

    private final Set<String> known;

    /**
     * @param defined the scopes that the seed defines; those that every realm brings are known too
     */
    public ScopeSlips(Collection<String> defined) {
        known = new HashSet<>(defined);
        known.addAll(KnownPermissions.BUILT_IN_SCOPES);
    }

    /** What was meant by a name that a seed's rules take for a slip; empty for one that they let stand. */
    public Optional<String> meant(String name) {
        if (known.contains(name) || RESERVED.contains(name) || STOCK.contains(name) || !isName(name)) {
            return Optional.empty();
        }
        // api1 and api2 are neighbours, not slips.
        return Spelling.nearest(name, known)
                .filter(other -> !withoutDigits(other).equals(withoutDigits(name)));
    }

    static boolean isName(String text) {
        return !text.isEmpty() && text.equals(text.replaceAll("\\s", ""));
    }

    private static String withoutDigits(String name) {
        return name.replaceAll("[0-9]", "");
    }
}
