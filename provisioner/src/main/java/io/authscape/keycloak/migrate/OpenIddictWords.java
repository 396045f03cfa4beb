package io.authscape.keycloak.migrate;

import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Permissions and requirements in the words of OpenIddict 7, whatever the row says: older versions' words, and those that
 * people write into rows by hand. What means nothing here stays as it is, and the seed's rules judge it.
 */
final class OpenIddictWords {

    private static final String DEVICE_CODE = "gt:urn:ietf:params:oauth:grant-type:device_code";
    private static final String TOKEN_EXCHANGE = "gt:urn:ietf:params:oauth:grant-type:token-exchange";

    private static final Map<String, String> MEANT = Map.of(
            "gt:device_code", DEVICE_CODE,
            "gt:device", DEVICE_CODE,
            "gt:token_exchange", TOKEN_EXCHANGE,
            "gt:token-exchange", TOKEN_EXCHANGE);

    private static final Map<String, String> PREFIXES = Map.of(
            "response_type:", "rst:",
            "response_types:", "rst:",
            "grant_type:", "gt:",
            "grant_types:", "gt:",
            "endpoint:", "ept:",
            "endpoints:", "ept:",
            "scope:", "scp:",
            "scopes:", "scp:");

    private static final Set<String> FEATURES = Set.of("pkce", "par");
    private static final String FEATURE_PREFIX = "ft:";

    private final List<String> permissions = new ArrayList<>();
    private final List<String> requirements = new ArrayList<>();
    private final Notes notes;

    /**
     * @param permissions {@code null} for none
     * @param requirements {@code null} if the table has no such column
     */
    OpenIddictWords(List<String> permissions, List<String> requirements, Notes notes) {
        this.notes = notes;
        List<String> listed = requirements == null ? List.of() : requirements;
        listed.forEach(word -> this.requirements.add(requirement(word)));
        (permissions == null ? List.<String>of() : permissions).forEach(this::permission);
    }

    List<String> permissions() {
        return List.copyOf(new LinkedHashSet<>(permissions));
    }

    List<String> requirements() {
        return List.copyOf(new LinkedHashSet<>(requirements));
    }

    private void permission(String written) {
        String word = written.strip();
        String bare = word.startsWith(FEATURE_PREFIX) ? word.substring(FEATURE_PREFIX.length()) : word;
        if (FEATURES.contains(bare.toLowerCase(Locale.ROOT))) {
            String requirement = FEATURE_PREFIX + bare.toLowerCase(Locale.ROOT);
            requirements.add(requirement);
            notes.changed("Permissions", Quoted.of(written) + " is a requirement, and stands there now", "");
            return;
        }
        String current = Permissions.current(word);
        String meant = current.equals(word) ? meant(word) : current;
        permissions.add(meant);
        if (!current.equals(word)) {
            notes.changed("Permissions", Quoted.of(written) + " is '" + current + "' since OpenIddict 6", "");
        } else if (!meant.equals(written)) {
            notes.changed(
                    "Permissions",
                    Quoted.of(written) + " means nothing to OpenIddict; it became " + Quoted.of(meant),
                    "take it out if the client must not have it");
        }
    }

    private static String meant(String word) {
        return PREFIXES.entrySet().stream()
                .filter(prefix -> word.startsWith(prefix.getKey()))
                .map(prefix ->
                        prefix.getValue() + word.substring(prefix.getKey().length()))
                .findFirst()
                .map(renamed -> MEANT.getOrDefault(renamed, renamed))
                .orElseGet(() -> MEANT.getOrDefault(word, word));
    }

    private String requirement(String written) {
        String word = written.strip().toLowerCase(Locale.ROOT);
        String bare = word.startsWith(FEATURE_PREFIX) ? word.substring(FEATURE_PREFIX.length()) : word;
        if (!FEATURES.contains(bare)) {
            return written;
        }
        String requirement = FEATURE_PREFIX + bare;
        if (!requirement.equals(written)) {
            notes.changed(
                    "Requirements",
                    Quoted.of(written) + " requires nothing in OpenIddict; it became '" + requirement + "'",
                    "take it out if the client can't do it");
        }
        return requirement;
    }
}
