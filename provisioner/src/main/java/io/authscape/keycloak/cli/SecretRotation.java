package io.authscape.keycloak.cli;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.SecretMembers;
import io.authscape.keycloak.keycloak.KeycloakFailure;
import io.authscape.keycloak.keycloak.SecretLists;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.plan.rotation.Rotation;
import io.authscape.keycloak.secret.SecretStore;
import io.authscape.keycloak.secret.SecretStoreException;
import io.authscape.keycloak.secret.SecretStores;
import io.authscape.keycloak.secret.StrongSecret;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

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

    /** Why the seed alone says that the client can't be rotated; empty if it can. */
    static Optional<String> objection(ClientSeed client) {
        if (client.secretReference() == null) {
            return Optional.of("a new secret has to go where the seed takes it from, and that is no store that can be"
                    + " written; write 'clientSecret' as ${file:...}, ${envfile:...} or a secret store");
        }
        return Optional.empty();
    }

    /**
     * @param due only if the secret is at least as old; empty: in any case
     * @throws KeycloakFailure if going on makes no sense: no answer, or not allowed
     */
    Outcome rotate(ClientSeed client, Optional<Duration> due) {
        try {
            return attempt(client, due);
        } catch (SecretStoreException e) {
            return Outcome.failed(client.secretReference().written() + ": " + e.getMessage()
                    + "; the secret from before still counts, and the next run puts this right");
        } catch (KeycloakFailure e) {
            if (e.kind() != KeycloakFailure.Kind.REFUSED) {
                throw e;
            }
            return Outcome.failed(
                    e.getMessage() + "; the secret from before still counts, and the next run puts this" + " right");
        }
    }

    private Outcome attempt(ClientSeed client, Optional<Duration> due) {
        Optional<ClientState> standing = keycloak.client(client.clientId());
        Optional<String> objection = standing.isEmpty()
                ? Optional.of("Keycloak has no such client; 'authscape apply' makes it")
                : objection(standing.get(), client);
        if (objection.isPresent()) {
            return Outcome.failed(objection.get());
        }
        SecretReference place = client.secretReference();
        SecretStore store = new SecretStores(env).of(place.address());
        Optional<Secret> stored = store.read(place.address().address());
        if (stored.isEmpty()) {
            return Outcome.failed(place.written() + " has no secret; 'authscape apply' puts one there");
        }
        Rotation rotation = rotation(SecretList.read(standing.get().attributes()), stored.get());
        objection = rotation.objection();
        if (objection.isPresent()) {
            return Outcome.failed(objection.get());
        }
        if (due.isPresent() && !rotation.isDue(due.get())) {
            return Outcome.done("not due, " + rotation.age().map(Period::text).orElse("0 seconds") + " old");
        }
        if (rotation.isUnfinished()) {
            settle(client, stored.get(), version(store, place));
            return Outcome.done("finished a rotation that was interrupted; " + ends());
        }
        return replace(client, store, rotation);
    }

    private Outcome replace(ClientSeed client, SecretStore store, Rotation rotation) {
        SecretReference place = client.secretReference();
        Secret made = StrongSecret.make();
        String id = rotation.newId();
        Instant now = clock.instant();
        keycloak.change(client.clientId(), list -> list.has(id) ? list : Rotation.announced(list, id, made, now));
        store.replace(place.address().address(), made);
        // Asked anew: what a store remembers is not what a service will find there.
        SecretStore again = new SecretStores(env).of(place.address());
        Optional<Secret> found = again.read(place.address().address());
        if (!found.equals(Optional.of(made))) {
            return Outcome.failed(place.written()
                    + " has another secret than the one that was written there; was it rotated twice at once? The secret"
                    + " from before still counts, and the next run puts this right");
        }
        settle(client, made, version(again, place));
        return Outcome.done("rotated; " + Quoted.of(id) + " is in " + place.written() + ", " + ends());
    }

    private void settle(ClientSeed client, Secret stored, String version) {
        keycloak.change(client.clientId(), list -> rotation(list, stored).settled(grace, version));
    }

    private Rotation rotation(SecretList list, Secret stored) {
        return new Rotation(list, stored, secret -> false, clock.instant());
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
