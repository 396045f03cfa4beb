package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The realm attributes {@code authscape.wire.*}: {@code docs/wire-contract.md} lists them. */
final class WireRules {

    private static final String PREFIX = "authscape.wire.";
    private static final String ISSUER = PREFIX + "issuer";
    private static final String ORIGIN = "origin";

    private static final Map<String, List<String>> VALUES = Map.of(
            PREFIX + "errors",
            List.of("openiddict", "keycloak"),
            PREFIX + "disallowed-scope",
            List.of("invalid_request", "invalid_scope"),
            PREFIX + "disclosure",
            List.of("openiddict", "quiet"),
            ISSUER,
            List.of("keycloak", ORIGIN));

    private final RealmFacts facts;
    private final Remedy remedy;

    WireRules(RealmFacts facts, Remedy remedy) {
        this.facts = facts;
        this.remedy = remedy;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        new TreeMap<>(facts.attributes()).forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                setting(name, value, findings);
            }
        });
        if (facts.hasJar()
                && ORIGIN.equals(facts.attributes().get(ISSUER))
                && !facts.root().isIssuer()) {
            findings.add(Finding.ofRealm(
                    Rule.ORIGIN_NOT_IN_FORCE,
                    ISSUER,
                    "it is 'origin', and " + reason(),
                    "start Keycloak with --hostname, lead the root to this realm with"
                            + " --spi-realm-restapi-extension--connect--realm=" + Shell.word(facts.realm())
                            + ", or take it back: " + remedy.realm("attributes.\"" + ISSUER + "\"=keycloak")));
        }
        return findings;
    }

    private void setting(String name, String value, List<Finding> findings) {
        List<String> known = VALUES.get(name);
        if (known == null) {
            findings.add(Finding.ofRealm(
                    Rule.WIRE_SETTING_UNKNOWN,
                    name,
                    "there is no such setting; those that there are: "
                            + Quoted.list(VALUES.keySet().stream().sorted().toList()),
                    "delete the attribute in the Admin Console, or correct its name"));
        } else if (!value.isEmpty() && !known.contains(value)) {
            findings.add(Finding.ofRealm(
                    Rule.WIRE_SETTING_UNKNOWN,
                    name,
                    "it is " + Quoted.of(value) + ", which nobody knows; the values are " + Quoted.list(known),
                    remedy.realm("attributes.\"" + name + "\"=" + known.get(0))));
        }
    }

    private String reason() {
        if (facts.root().issuer() == null) {
            return "the server's root paths are shut";
        }
        return facts.root().leadsHere()
                ? "the root still names " + Quoted.of(facts.root().issuer())
                        + ": Keycloak's base URI has a path, or its host is neither fixed nor in the table of hosts"
                : "the server's root paths lead to another realm";
    }
}
