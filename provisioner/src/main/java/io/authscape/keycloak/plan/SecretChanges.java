package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretSeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What happens to a client's hashed secrets. A secret that comes is hashed only when the plan is carried out: a plan is
 * always the same, and a salt never.
 *
 * @param added each with the id that it gets
 * @param removed ids; one that is also among the added gets another secret
 * @param updated those that stay, but with another time or label
 * @param refusals why it can't be done; empty if it can
 * @param notes what a reviewer should know besides
 */
public record SecretChanges(
        List<SecretSeed> added, Set<String> removed, List<Update> updated, List<String> refusals, List<String> notes) {

    public static final SecretChanges NONE = new SecretChanges(List.of(), Set.of(), List.of(), List.of(), List.of());

    public SecretChanges {
        added = List.copyOf(added);
        removed = Set.copyOf(removed);
        updated = List.copyOf(updated);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
    }

    /** A secret that stays, before and after. */
    public record Update(HashedSecret before, HashedSecret after) {}

    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && updated.isEmpty();
    }

    /** The same with each secret that comes replaced, by one whose value is known now. */
    SecretChanges with(UnaryOperator<SecretSeed> replacement) {
        return new SecretChanges(added.stream().map(replacement).toList(), removed, updated, refusals, notes);
    }

    /**
     * Whether this is at most a part of what was planned: somebody else may have done the rest meanwhile, but nothing that
     * nobody has reviewed.
     */
    public boolean isPartOf(SecretChanges planned) {
        return refusals.isEmpty()
                && planned.addedIds().containsAll(addedIds())
                && planned.removed.containsAll(removed)
                && planned.settings().containsAll(settings());
    }

    /** The list after the changes; everything in it that they don't name stays as it is now. */
    public SecretList appliedTo(SecretList standing, Instant now) {
        List<HashedSecret> secrets = new ArrayList<>();
        for (HashedSecret secret : standing.secrets()) {
            if (!removed.contains(secret.id())) {
                secrets.add(updated.stream()
                        .filter(update -> update.before().id().equals(secret.id()))
                        .map(update -> secret.expiring(update.after().expires())
                                .labelled(update.after().label()))
                        .findFirst()
                        .orElse(secret));
            }
        }
        added.forEach(seed -> secrets.add(HashedSecret.of(seed.id(), hash(seed), now)
                .expiring(seed.expires())
                .labelled(seed.label())
                .from(seed.source())));
        return new SecretList(secrets);
    }

    Set<String> addedIds() {
        return added.stream().map(SecretSeed::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> settings() {
        return updated.stream()
                .map(update -> update.after().id() + " " + update.after().expires() + " "
                        + update.after().label())
                .collect(Collectors.toSet());
    }

    private static String hash(SecretSeed seed) {
        if (seed.hash() != null) {
            return SecretHash.parse(seed.hash()).map(SecretHash::text).orElse(seed.hash());
        }
        Secret value = Objects.requireNonNull(seed.value(), "a secret that nobody has made yet");
        // What we made is strong, whatever it happens to look like.
        return MadeHashes.of(value, seed.made());
    }
}
