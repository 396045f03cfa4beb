package io.authscape.keycloak.plan.rotation;

import io.authscape.keycloak.contract.SaltedDigest;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.seed.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The steps in which a client gets another secret without a moment in which a service has none: Keycloak takes the new
 * one as well; the store gets it; and only when it was read back there, the old one starts to run out. Whoever finds a
 * rotation unfinished sees by the store how far it came.
 *
 * @param list the client's secrets in Keycloak
 * @param stored what its store has now
 * @param series what the ids of the secrets start with that take each other's place
 * @param isOfAnother whether a secret is another one of the client's that the seed names; those aren't touched
 * @param now when it is
 */
public record Rotation(
        SecretList list, Secret stored, String series, Predicate<HashedSecret> isOfAnother, Instant now) {

    /** Long enough that whoever asks what happened still sees it. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    /**
     * So many however long ago they ended, three years of quarters: a seed with such a secret has an old copy of its store,
     * and must not be taken for one that has a new secret.
     */
    private static final int ALWAYS_REMEMBERED = 12;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'-'HHmmss").withZone(ZoneOffset.UTC);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SUFFIX_BYTES = 3;

    /**
     * What the ids of a secret's successors start with.
     *
     * @param name as the seed calls the secret; {@code null} if it is the client's only one
     */
    public static String series(String name) {
        return name == null ? "rotated-" : name + "-rotated-";
    }

    /** The same rotation of a list that may have changed meanwhile. */
    public Rotation of(SecretList standing, Instant then) {
        return new Rotation(standing, stored, series, isOfAnother, then);
    }

    /** The same rotation, once its store has another secret. */
    public Rotation storing(Secret found) {
        return new Rotation(list, found, series, isOfAnother, now);
    }

    /** Why it can't be rotated; empty if it can. */
    public Optional<String> objection() {
        Optional<HashedSecret> current = current();
        if (current.isEmpty()) {
            return Optional.of(
                    isDead()
                            ? "its store has a secret that was revoked or has run out; to make it another one, name the"
                                    + " client and leave out --older-than"
                            : "Keycloak doesn't take the secret that its store has; 'authscape apply' mends that");
        }
        boolean runsOut = current.get().expires() != null;
        return runsOut && others().anyMatch(other -> other.expires() == null && !other.pending())
                ? Optional.of("its store has a secret that runs out at "
                        + current.get().expires()
                        + ", while another one counts: it was rotated with another store; put the newer secret into this"
                        + " one")
                : Optional.empty();
    }

    /**
     * Whether its store has a secret that lets nobody in any more, so that nobody loses anything by another one. Somebody
     * may have wanted just that, so it takes a person to change it.
     */
    public boolean isDead() {
        return current().isEmpty()
                && list.secrets().stream().anyMatch(secret -> !secret.isAlive(now) && secret.verifies(stored.reveal()));
    }

    /** Whether an earlier run put the new secret into the store and came no further. */
    public boolean isUnfinished() {
        return current().filter(HashedSecret::pending).isPresent();
    }

    /** Whether the secret in the store is as old as that, or of an unknown age, or a rotation was left unfinished. */
    public boolean isDue(Duration age) {
        return list.alive(now).anyMatch(secret -> secret.pending() && !isOfAnother.test(secret))
                || current()
                        .filter(secret -> secret.created() != null
                                && secret.created().plus(age).isAfter(now))
                        .isEmpty();
    }

    /** How old the secret in the store is; empty if nobody wrote it down. */
    public Optional<Duration> age() {
        return current().map(HashedSecret::created).map(created -> Duration.between(created, now));
    }

    /** The name of the new secret; two runs in the same second get two. */
    public String newId() {
        String id;
        do {
            byte[] suffix = new byte[SUFFIX_BYTES];
            RANDOM.nextBytes(suffix);
            id = series + TIME.format(now) + "-" + HexFormat.of().formatHex(suffix);
        } while (list.has(id));
        return id;
    }

    /**
     * The list with the new secret, which counts at once, and will be revoked if it never gets into the store. It takes
     * over the label of the one that it replaces.
     */
    public SecretList announced(String id, Secret made) {
        return list.has(id) ? list : announced(id, SaltedDigest.of(made.reveal()));
    }

    /** Whether Keycloak takes the new secret: under its id there may be another run's. */
    public static boolean isAnnounced(SecretList list, String id, Secret made) {
        return list.secrets().stream()
                .anyMatch(secret -> secret.id().equals(id) && !secret.isRevoked() && secret.verifies(made.reveal()));
    }

    private SecretList announced(String id, SecretHash hash) {
        return list.with(HashedSecret.of(id, hash.text(), now)
                .labelled(current().map(HashedSecret::label).orElse(null))
                .pending(true));
    }

    /**
     * The list once the store has the new secret: that one counts, the one before runs out, and what an earlier run left
     * behind is revoked.
     *
     * @param grace how long the one before still counts
     * @param source see {@link HashedSecret#source()}; may be {@code null}
     */
    public SecretList settled(Duration grace, String source) {
        Optional<HashedSecret> current = current();
        if (current.isEmpty()) {
            // Somebody took it away since: the store has it, so it has to count.
            return of(announced(newId(), SecretHash.of(stored.reveal())), now).settled(grace, source);
        }
        HashedSecret kept = current.get();
        SecretList settled = list.each(secret -> {
            if (secret.id().equals(kept.id())) {
                return secret.pending(false).expiring(null).from(source);
            }
            if (!secret.isAlive(now) || isOfAnother.test(secret)) {
                return secret;
            }
            return secret.pending() ? afterAnother(secret, kept) : ending(secret, grace);
        });
        return withoutForgotten(settled);
    }

    private SecretList withoutForgotten(SecretList settled) {
        Set<HashedSecret> forgotten = settled.secrets().stream()
                .filter(secret -> !secret.isRevoked() && secret.expires() != null)
                .sorted(Comparator.comparing(HashedSecret::expires).reversed())
                .skip(ALWAYS_REMEMBERED)
                .filter(secret -> !secret.expires().plus(REMEMBERED).isAfter(now))
                .collect(Collectors.toSet());
        return new SecretList(settled.secrets().stream()
                .filter(secret -> !forgotten.contains(secret))
                .toList());
    }

    /** A pending secret that is younger belongs to a run that is under way. */
    private HashedSecret afterAnother(HashedSecret pending, HashedSecret kept) {
        boolean younger = pending.created() != null
                && kept.created() != null
                && pending.created().isAfter(kept.created());
        return younger ? pending : pending.revokedAt(now);
    }

    private HashedSecret ending(HashedSecret secret, Duration grace) {
        Instant end = now.plus(grace);
        boolean endsSooner = secret.expires() != null && secret.expires().isBefore(end);
        return endsSooner ? secret : secret.expiring(end);
    }

    /** The secret that the store has; of several with one hash, the one that counts longest. */
    private Optional<HashedSecret> current() {
        return list.alive(now)
                .filter(secret ->
                        secret.notBefore() == null || !secret.notBefore().isAfter(now))
                .filter(secret -> secret.verifies(stored.reveal()))
                .reduce((a, b) -> b.expires() == null ? b : a);
    }

    private Stream<HashedSecret> others() {
        return list.alive(now)
                .filter(secret -> !isOfAnother.test(secret))
                .filter(secret -> !secret.verifies(stored.reveal()));
    }
}
