package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.contract.PlainDigest;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.seed.Quoted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Secrets that Keycloak keeps as hashes, for our jar. */
final class HashedSecretRules {

    /** What OpenIddict writes. */
    private static final int FEWEST_ROUNDS = 10_000;

    private final ExaminedClient client;
    private final Remedy remedy;
    private final DoctorOptions options;
    private final Renewal renewal;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    HashedSecretRules(ExaminedClient client, Remedy remedy, DoctorOptions options) {
        this.client = client;
        this.remedy = remedy;
        this.options = options;
        this.renewal = new Renewal(client, remedy, options);
        this.now = client.realm().at();
    }

    List<Finding> findings() {
        if (!client.isHashed()) {
            return findings;
        }
        List<HashedSecret> working = client.working();
        if (working.isEmpty()) {
            add(
                    Rule.NO_WORKING_SECRET,
                    "none of its " + client.secrets().secrets().size() + " hashed secrets counts",
                    renewal.canRotate() ? remedy.apply() + ", or: " + renewal.words() : renewal.words());
        } else {
            end(working);
            age(working);
            graces(working);
        }
        client.secrets().alive(now).forEach(this::hash);
        return findings;
    }

    /** When the last one goes. */
    private void end(List<HashedSecret> working) {
        Optional<Instant> last = working.stream().anyMatch(secret -> secret.expires() == null)
                ? Optional.empty()
                : working.stream().map(HashedSecret::expires).max(Comparator.naturalOrder());
        if (last.filter(end -> end.isBefore(now.plus(DoctorOptions.SOON))).isPresent()) {
            add(Rule.SECRET_ENDS_SOON, "its last secret ends at " + last.get(), renewal.words());
        }
    }

    /** The newest one counts: older ones beside it are in their grace. */
    private void age(List<HashedSecret> working) {
        Optional<HashedSecret> newest = working.stream()
                .filter(secret -> secret.created() != null)
                .max(Comparator.comparing(HashedSecret::created));
        if (newest.isEmpty()) {
            add(Rule.SECRET_AGE_UNKNOWN, "nobody wrote down when its secret was made", renewal.words());
            return;
        }
        Duration age = Duration.between(newest.get().created(), now);
        if (age.compareTo(options.secretAge()) >= 0) {
            boolean first = client.secrets().secrets().size() == 1;
            add(
                    Rule.SECRET_OLD,
                    "its newest secret " + Quoted.of(newest.get().id()) + " is " + age.toDays() + " days old"
                            + (first ? ", and was never rotated" : ""),
                    renewal.words());
        }
    }

    private void graces(List<HashedSecret> working) {
        for (HashedSecret secret : working) {
            boolean stuck = secret.pending()
                    && (secret.created() == null || secret.created().isBefore(now.minus(DoctorOptions.ROTATION)));
            if (stuck) {
                add(
                        Rule.ROTATION_UNFINISHED,
                        "a rotation left its secret " + Quoted.of(secret.id()) + " behind unfinished",
                        renewal.canRotate() ? remedy.rotate(client) : remedy.revoke(client, secret.id()));
            }
        }
        List<HashedSecret> endless = working.stream()
                .filter(secret -> secret.expires() == null && !secret.pending())
                .toList();
        if (endless.size() > 1) {
            HashedSecret oldest = endless.stream()
                    .min(Comparator.comparing(
                            HashedSecret::created, Comparator.nullsFirst(Comparator.<Instant>naturalOrder())))
                    .orElseThrow();
            add(
                    Rule.SECRETS_WITHOUT_END,
                    "its secrets "
                            + Quoted.list(endless.stream().map(HashedSecret::id).toList()) + " have no end",
                    remedy.revoke(client, oldest.id()) + ", or write \"expires\" for it in the seed");
        }
    }

    private void hash(HashedSecret secret) {
        Optional<SecretHash> hash = secret.parsed();
        String which = "the hash of its secret " + Quoted.of(secret.id());
        if (hash.isEmpty()) {
            add(
                    Rule.HASH_UNREADABLE,
                    which + " is of no format that AuthScape's jar knows",
                    remedy.revoke(client, secret.id()) + ", and give the client another: " + renewal.words());
        } else if (hash.get() instanceof PlainDigest) {
            add(Rule.HASH_WEAK, which + " has no salt (" + hash.get() + ")", renewal.words());
        } else if (hash.get() instanceof Pbkdf2Hash && hash.get().rounds() < FEWEST_ROUNDS) {
            add(Rule.HASH_WEAK, which + " has few rounds: " + hash.get(), renewal.words());
        }
    }

    private void add(Rule rule, String what, String fix) {
        findings.add(client.finding(rule, AttributeNames.SECRETS, what, fix));
    }
}
