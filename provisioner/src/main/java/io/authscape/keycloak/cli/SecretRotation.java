package io.authscape.keycloak.cli;

import io.authscape.keycloak.cli.RotationChoice.Chosen;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.SecretMembers;
import io.authscape.keycloak.keycloak.KeycloakFailure;
import io.authscape.keycloak.keycloak.SecretLists;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.plan.rotation.Rotation;
import io.authscape.keycloak.secret.SecretStore;
import io.authscape.keycloak.secret.SecretStoreException;
import io.authscape.keycloak.secret.SecretStores;
import io.authscape.keycloak.secret.StrongSecret;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretAddress;
import io.authscape.keycloak.seed.SecretReference;
import io.authscape.keycloak.seed.SecretSeed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Rotates one client after the other: Keycloak, then the store, then Keycloak again; see {@link Rotation}. */
final class SecretRotation {

    private final SecretLists keycloak;
    private final Map<String, String> env;
    private final Duration grace;
    private final Clock clock;

    SecretRotation(SecretLists keycloak, Map<String, String> env, Duration grace, Clock clock) {
        this.keycloak = keycloak;
        this.env = env;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * @param due only if the secret is at least as old; empty: in any case
     * @throws KeycloakFailure if going on makes no sense: no answer, or not allowed
     */
    Outcome rotate(Chosen chosen, Optional<Duration> due) {
        try {
            return attempt(chosen, due);
        } catch (SecretStoreException e) {
            return Outcome.failed(chosen.secret().reference().written() + ": " + e.getMessage()
                    + "; the secret from before still counts, and the next run puts this right");
        } catch (KeycloakFailure e) {
            if (e.kind() != KeycloakFailure.Kind.REFUSED) {
                throw e;
            }
            return Outcome.failed(
                    e.getMessage() + "; the secret from before still counts, and the next run puts this" + " right");
        }
    }

    private Outcome attempt(Chosen chosen, Optional<Duration> due) {
        ClientSeed client = chosen.client();
        Optional<ClientState> standing = keycloak.client(client.clientId());
        Optional<String> objection = standing.isEmpty()
                ? Optional.of("Keycloak has no such client; 'authscape apply' makes it")
                : objection(standing.get(), client);
        if (objection.isPresent()) {
            return Outcome.failed(objection.get());
        }
        SecretReference place = chosen.secret().reference();
        SecretStore store = new SecretStores(env).of(place.address());
        Optional<Secret> stored = store.read(place.address().address());
        if (stored.isEmpty()) {
            return Outcome.failed(place.written() + " has no secret; 'authscape apply' puts one there");
        }
        Rotation rotation = new Rotation(
                SecretList.read(standing.get().attributes()),
                stored.get(),
                Rotation.series(chosen.name()),
                others(chosen),
                clock.instant());
        objection = rotation.objection();
        boolean onPurpose = due.isEmpty() && rotation.isDead();
        if (objection.isPresent() && !onPurpose) {
            return Outcome.failed(objection.get());
        }
        if (due.isPresent() && !rotation.isDue(due.get())) {
            return Outcome.done("not due, " + rotation.age().map(Period::text).orElse("0 seconds") + " old");
        }
        if (rotation.isUnfinished()) {
            settle(chosen, rotation, version(store, place));
            return Outcome.done("finished a rotation that was interrupted; " + ends());
        }
        return replace(chosen, store, rotation);
    }

    private Outcome replace(Chosen chosen, SecretStore store, Rotation rotation) {
        SecretReference place = chosen.secret().reference();
        Secret made = StrongSecret.make();
        String id = rotation.newId();
        SecretList announced = keycloak.change(chosen.client().clientId(), list -> rotation.of(list, clock.instant())
                .announced(id, made));
        if (!Rotation.isAnnounced(announced, id, made)) {
            return Outcome.failed("Keycloak has another secret by the name " + Quoted.of(id)
                    + "; was it rotated twice at once? Nothing was written to " + place.written() + "; run again");
        }
        store.replace(place.address().address(), made);
        // Asked anew: what a store remembers is not what a service will find there.
        SecretStore again = new SecretStores(env).of(place.address());
        Optional<Secret> found = again.read(place.address().address());
        if (!found.equals(Optional.of(made))) {
            return Outcome.failed(place.written()
                    + " has another secret than the one that was written there; was it rotated twice at once? The secret"
                    + " from before still counts, and the next run puts this right");
        }
        settle(chosen, rotation.storing(made), version(again, place));
        return Outcome.done("rotated; " + Quoted.of(id) + " is in " + place.written() + ", " + ends());
    }

    private void settle(Chosen chosen, Rotation rotation, String version) {
        keycloak.change(chosen.client().clientId(), list -> rotation.of(list, clock.instant())
                .settled(grace, version));
    }

    /** The client's secrets that the seed takes from elsewhere, and what took their place. */
    private Predicate<HashedSecret> others(Chosen chosen) {
        List<SecretSeed> others = chosen.client().secrets().stream()
                .filter(secret -> !secret.equals(chosen.secret()))
                .map(this::current)
                .toList();
        return secret -> others.stream()
                .anyMatch(other -> secret.id().equals(other.id())
                        || secret.id().startsWith(Rotation.series(other.id()))
                        || secret.isHash(other.hash())
                        || (other.value() != null
                                && secret.verifies(other.value().reveal())));
    }

    /** Asked anew: the seed may have been read before that one was rotated, too. */
    private SecretSeed current(SecretSeed secret) {
        if (secret.reference() == null) {
            return secret;
        }
        SecretAddress address = secret.reference().address();
        return new SecretStores(env)
                .of(address)
                .read(address.address())
                .map(value -> secret.found(value, null))
                .orElse(secret);
    }

    private static String version(SecretStore store, SecretReference place) {
        return store.version(place.address().address())
                .map(version -> place.address().scheme() + ":" + place.address().address() + "@" + version)
                .orElse(null);
    }

    private String ends() {
        return grace.isZero() ? "the one before no longer counts" : "the one before counts for " + Period.text(grace);
    }

    private static Optional<String> objection(ClientState standing, ClientSeed client) {
        String owner = standing.attributes().getOrDefault(AttributeNames.MANAGED_BY, "");
        if (!owner.equals(client.owner())) {
            return Optional.of("it belongs to " + (owner.isEmpty() ? "nobody" : Quoted.of(owner))
                    + ", and this seed's owner is " + Quoted.of(client.owner()));
        }
        boolean hashed =
                SecretMembers.AUTHENTICATOR.equals(standing.fields().get(ClientField.CLIENT_AUTHENTICATOR_TYPE));
        return hashed
                ? Optional.empty()
                : Optional.of("Keycloak keeps its secret in plain text, and only one; write"
                        + " \"secretStorage\": \"hashed\" into the seed, and apply it first");
    }

    /**
     * @param words without the client's name
     */
    record Outcome(boolean failed, String words) {

        static Outcome done(String words) {
            return new Outcome(false, words);
        }

        static Outcome failed(String words) {
            return new Outcome(true, words);
        }
    }
}
