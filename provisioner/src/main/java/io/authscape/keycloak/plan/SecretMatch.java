package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.plan.SecretChanges.Update;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretSeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the secrets of a seed among a client's hashed ones, and what is to be done about the rest. A rotation that
 * happened since the seed got its secret is never undone, and what was revoked never comes back.
 */
public final class SecretMatch {

    /** The name of a secret to which the seed gives none. */
    static final String DEFAULT_ID = "default";

    private final List<SecretSeed> wanted;
    private final SecretList standing;
    private final Instant now;
    private final Map<SecretSeed, HashedSecret> found = new LinkedHashMap<>();
    private final List<SecretSeed> added = new ArrayList<>();
    private final List<Update> updated = new ArrayList<>();
    private final Set<String> removed = new TreeSet<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private SecretMatch(List<SecretSeed> wanted, SecretList standing, Instant now) {
        this.wanted = wanted;
        this.standing = standing;
        this.now = now;
    }

    /**
     * What makes the list hold the seed's secrets.
     *
     * @param wanted none: the list stays as it is
     */
    public static SecretChanges changes(List<SecretSeed> wanted, SecretList standing, Instant now) {
        return wanted.isEmpty() ? SecretChanges.NONE : new SecretMatch(wanted, standing, now).changes();
    }

    /**
     * Nothing, or why the client can't have that secret in plain text.
     *
     * @param secret {@code null} if it gets none
     */
    static SecretChanges inPlainText(Secret secret, SecretList standing) {
        List<String> refusals = secret == null
                ? List.of()
                : standing.revoked()
                        .filter(revoked -> revoked.verifies(secret.reveal()))
                        .map(revoked -> wasRevoked(revoked, false))
                        .limit(1)
                        .toList();
        return new SecretChanges(List.of(), Set.of(), List.of(), refusals, List.of());
    }

    private SecretChanges changes() {
        refuseTwins();
        wanted.forEach(seed -> find(seed).ifPresent(secret -> found.put(seed, secret)));
        List<HashedSecret> others = standing.alive(now)
                .filter(secret -> secret.expires() == null && !found.containsValue(secret))
                .toList();
        boolean rotated = false;
        for (Map.Entry<SecretSeed, HashedSecret> match : found.entrySet()) {
            boolean replaced =
                    match.getKey().expires() == null && match.getValue().expires() != null && !others.isEmpty();
            if (replaced) {
                noteRotation(match.getValue());
            } else {
                update(match.getKey(), match.getValue());
            }
            rotated |= replaced;
        }
        boolean rotating = standing.alive(now).anyMatch(HashedSecret::pending);
        if (rotating && !others.isEmpty()) {
            notes.add("a rotation of its secret is under way; run 'authscape rotate' again if it was interrupted");
        } else if (!rotated) {
            others.forEach(secret -> removed.add(secret.id()));
        }
        wanted.stream().filter(seed -> !found.containsKey(seed)).forEach(this::add);
        return new SecretChanges(added, removed, updated, refusals, notes);
    }

    /** The same id first, then what lasts longest: a secret may stand there twice. */
    private Optional<HashedSecret> find(SecretSeed seed) {
        List<HashedSecret> candidates = standing.secrets().stream()
                .filter(secret -> !secret.isRevoked() && !found.containsValue(secret))
                .sorted(Comparator.comparing(
                                (HashedSecret secret) -> !secret.id().equals(seed.id()))
                        .thenComparing(secret -> secret.expires() != null)
                        .thenComparing(secret -> !secret.isAlive(now)))
                .toList();
        return Stream.concat(
                        candidates.stream().filter(secret -> isKnown(seed, secret)),
                        candidates.stream().filter(secret -> verifies(seed, secret)))
                .findFirst();
    }

    /** Whether nothing has to be hashed to see that it is the same. */
    private static boolean isKnown(SecretSeed seed, HashedSecret secret) {
        if (seed.hash() != null) {
            return canonical(seed.hash()).equals(canonical(secret.hash()));
        }
        if (seed.value() != null && MadeHashes.isOf(secret.hash(), seed.value())) {
            return true;
        }
        // A fast hash tells more, at no cost: a store may count from one again.
        return seed.source() != null
                && seed.source().equals(secret.source())
                && secret.parsed().filter(hash -> hash.rounds() > 1).isPresent();
    }

    private static boolean verifies(SecretSeed seed, HashedSecret secret) {
        return seed.value() != null && secret.verifies(seed.value().reveal());
    }

    private static String canonical(String hash) {
        return SecretHash.parse(hash).map(SecretHash::text).orElse(String.valueOf(hash));
    }

    private void noteRotation(HashedSecret old) {
        notes.add("its secret in the seed, " + Quoted.of(old.id()) + ", "
                + (old.isAlive(now) ? "runs out at " : "ran out at ") + old.expires()
                + ": a rotation has replaced it; give the seed the new one");
    }

    private void update(SecretSeed seed, HashedSecret secret) {
        HashedSecret after = secret.expiring(seed.expires())
                .labelled(seed.label() == null ? secret.label() : seed.label().isEmpty() ? null : seed.label());
        if (!Objects.equals(secret, after)) {
            updated.add(new Update(secret, after));
        }
    }

    private void add(SecretSeed seed) {
        Optional<HashedSecret> tombstone = standing.revoked()
                .filter(secret -> secret.id().equals(seed.id()) || isKnown(seed, secret) || verifies(seed, secret))
                .findFirst();
        if (tombstone.isPresent()) {
            refusals.add(wasRevoked(tombstone.get(), tombstone.get().id().equals(seed.id())));
        } else if (seed.expires() == null || seed.expires().isAfter(now)) {
            added.add(seed.named(free(seed.id() == null ? DEFAULT_ID : seed.id())));
        }
    }

    private static String wasRevoked(HashedSecret revoked, boolean sameId) {
        return "its secret " + Quoted.of(revoked.id()) + " was revoked at " + revoked.revoked() + ", and "
                + (sameId ? "its id" : "it") + " can't come back; give the seed another "
                + (sameId ? "id and another secret" : "secret") + ", or make one by 'authscape rotate'";
    }

    private String free(String id) {
        Set<String> taken = standing.secrets().stream()
                .map(HashedSecret::id)
                .filter(name -> !removed.contains(name))
                .collect(Collectors.toCollection(HashSet::new));
        added.forEach(secret -> taken.add(secret.id()));
        String free = id;
        for (int i = 2; taken.contains(free); i++) {
            free = id + "-" + i;
        }
        return free;
    }

    private void refuseTwins() {
        Map<String, SecretSeed> values = new LinkedHashMap<>();
        for (SecretSeed seed : wanted) {
            SecretSeed twin = seed.value() == null
                    ? null
                    : values.putIfAbsent(seed.value().reveal(), seed);
            if (twin != null) {
                refusals.add("its secrets " + Quoted.of(twin.id()) + " and " + Quoted.of(seed.id())
                        + " are the same; give each its own");
            }
        }
    }
}
