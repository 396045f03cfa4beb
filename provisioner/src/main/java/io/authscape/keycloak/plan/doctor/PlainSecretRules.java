package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.seed.Shell;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Secrets that Keycloak keeps in plain text. */
final class PlainSecretRules {

    /** Keycloak's own: when it made or was given the secret, in seconds. */
    private static final String CREATED = "client.secret.creation.time";

    private final ExaminedClient client;
    private final Remedy remedy;
    private final DoctorOptions options;

    PlainSecretRules(ExaminedClient client, Remedy remedy, DoctorOptions options) {
        this.client = client;
        this.remedy = remedy;
        this.options = options;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        ClientState state = client.state();
        if (!client.isPublic() && state.secret() != null && state.secret().isBlank()) {
            findings.add(client.finding(
                    Rule.BLANK_SECRET,
                    "secret",
                    "its secret is blank",
                    "kcadm.sh create clients/"
                            + client.realm().clientIds().getOrDefault(client.id(), "ID") + "/client-secret -r "
                            + Shell.word(client.realm().realm())));
            return findings;
        }
        if (!state.provesBySecret() || state.secret() == null) {
            return findings;
        }
        if (client.realm().hasJar()) {
            findings.add(client.finding(
                    Rule.PLAIN_SECRET,
                    "secret",
                    "Keycloak keeps its secret in plain text",
                    client.isSeeded()
                            ? remedy.inTheSeed("write \"secretStorage\": \"hashed\" for the client")
                            : remedy.adopt(client, "write \"secretStorage\": \"hashed\" for it in SEED")));
        }
        age(findings);
        return findings;
    }

    private void age(List<Finding> findings) {
        Optional<Instant> created = created();
        if (created.isEmpty()) {
            findings.add(client.finding(
                    Rule.SECRET_AGE_UNKNOWN, CREATED, "Keycloak doesn't say when its secret was made", replacement()));
            return;
        }
        Duration age = Duration.between(created.get(), client.realm().at());
        if (age.compareTo(options.secretAge()) >= 0) {
            findings.add(client.finding(
                    Rule.SECRET_OLD, "secret", "its secret is " + age.toDays() + " days old", replacement()));
        }
    }

    private String replacement() {
        return client.isSeeded()
                ? remedy.replaced()
                : "kcadm.sh create clients/"
                        + client.realm().clientIds().getOrDefault(client.id(), "ID") + "/client-secret -r "
                        + Shell.word(client.realm().realm());
    }

    private Optional<Instant> created() {
        try {
            return Optional.ofNullable(client.state().attributes().get(CREATED))
                    .map(Long::valueOf)
                    .map(Instant::ofEpochSecond);
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
