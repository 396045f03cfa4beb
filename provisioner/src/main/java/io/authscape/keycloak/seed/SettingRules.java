package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of OpenIddict's settings, of which Keycloak has one per client: how long an access token lives. */
final class SettingRules {

    private static final String LIFETIME = "tkn_lft:";

    private static final Set<String> KNOWN = Set.of(
            ClientSettings.ACCESS_TOKEN_LIFETIME,
            "tkn_lft:auc",
            "tkn_lft:dvc",
            "tkn_lft:idt",
            "tkn_lft:reft",
            "tkn_lft:usrc");

    private SettingRules() {}

    static void check(Map<String, String> settings, JsonPointer at, ProblemList problems) {
        if (settings != null) {
            settings.forEach((name, value) -> {
                JsonPointer place = at.appendProperty(name);
                if (!name.startsWith(LIFETIME) || isLifetime(value, place, problems)) {
                    name(name).ifPresent(finding -> finding.tell(place, problems));
                }
            });
        }
    }

    private static boolean isLifetime(String value, JsonPointer place, ProblemList problems) {
        boolean valid = TimeSpan.seconds(value).isPresent();
        if (!valid && !problems.hasProblemAt(place)) {
            problems.error(
                    place,
                    Quoted.of(value) + " is no lifetime of one second or more",
                    "write [d.]hh:mm:ss, for example 01:00:00 for an hour or 14.00:00:00 for two weeks");
        }
        return valid;
    }

    private static Optional<Finding> name(String name) {
        if (name.equals(ClientSettings.ACCESS_TOKEN_LIFETIME)) {
            return Optional.empty();
        }
        if (KNOWN.contains(name)) {
            return Optional.of(Finding.warning(
                    "Keycloak has no setting of a client that means " + Quoted.of(name),
                    "it is kept for an export; Keycloak's own lifetime counts"));
        }
        Optional<String> meant = KNOWN.stream()
                .filter(known -> bare(known).equals(bare(name)) || known.equals(LIFETIME + name))
                .findFirst();
        return Optional.of(meant.map(
                        known -> Finding.error(Quoted.of(name) + " is not a setting", "did you mean '" + known + "'?"))
                .orElseGet(() -> Finding.warning(
                        Quoted.of(name) + " is no standard setting", "it is kept as it is and does nothing")));
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
