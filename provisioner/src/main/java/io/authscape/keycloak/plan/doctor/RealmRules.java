package io.authscape.keycloak.plan.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.seed.Quoted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The realm's own settings. */
final class RealmRules {

    private static final int HOURS = 3600;

    private final RealmFacts facts;
    private final Remedy remedy;
    private final List<Finding> findings = new ArrayList<>();

    RealmRules(RealmFacts facts, Remedy remedy) {
        this.facts = facts;
        this.remedy = remedy;
    }

    List<Finding> findings() {
        JsonNode settings = facts.settings();
        if ("none".equalsIgnoreCase(settings.path("sslRequired").asText())) {
            findings.add(Finding.ofRealm(
                    Rule.SSL_NOT_REQUIRED,
                    "sslRequired",
                    "the realm takes plain http from everywhere",
                    remedy.realm("sslRequired=external")));
        }
        bruteForce();
        if (!settings.path("adminEventsEnabled").asBoolean()) {
            findings.add(Finding.ofRealm(
                    Rule.ADMIN_EVENTS_OFF,
                    "adminEventsEnabled",
                    "Keycloak keeps no admin events",
                    remedy.realm("adminEventsEnabled=true", "attributes.adminEventsExpiration=7776000")));
        }
        if (!settings.path("eventsEnabled").asBoolean()) {
            findings.add(Finding.ofRealm(
                    Rule.LOGIN_EVENTS_OFF,
                    "eventsEnabled",
                    "Keycloak keeps no login events",
                    remedy.realm("eventsEnabled=true", "eventsExpiration=2592000")));
        }
        lifespan();
        return findings;
    }

    /** Keycloak's own admin-cli counts: whoever has an account of the realm may sign in by it. */
    private void bruteForce() {
        List<String> byPassword = facts.clients().values().stream()
                .filter(client -> "true".equals(client.fields().get(ClientField.DIRECT_ACCESS_GRANTS_ENABLED)))
                .filter(client -> !"false".equals(client.fields().get(ClientField.ENABLED)))
                .map(ClientState::clientId)
                .sorted()
                .toList();
        if (!byPassword.isEmpty()
                && !facts.settings().path("bruteForceProtected").asBoolean()) {
            findings.add(Finding.ofRealm(
                    Rule.BRUTE_FORCE_OFF,
                    "bruteForceProtected",
                    "wrong passwords lock nobody out, and " + Quoted.of(byPassword.get(0))
                            + (byPassword.size() > 1 ? " and " + (byPassword.size() - 1) + " more" : "")
                            + " may use the password grant",
                    remedy.realm("bruteForceProtected=true")));
        }
    }

    private void lifespan() {
        JsonNode settings = facts.settings();
        long seconds =
                TokenLifespan.seconds(settings.path("accessTokenLifespan").asLong(), settings, 0);
        if (seconds > DoctorOptions.LONGEST_TOKEN.toSeconds()) {
            findings.add(Finding.ofRealm(
                    Rule.TOKEN_LIFESPAN,
                    "accessTokenLifespan",
                    "access tokens live for " + hours(seconds),
                    remedy.realm("accessTokenLifespan=" + HOURS)));
        }
    }

    static String hours(long seconds) {
        return seconds % HOURS == 0 ? Duration.ofSeconds(seconds).toHours() + " hours" : seconds + " seconds";
    }
}
