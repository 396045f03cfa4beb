package io.authscape.keycloak.migrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.PlainDigest;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.seed.ClientSeedBuilder;
import io.authscape.keycloak.seed.KeySet;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.SecretSeed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The secrets of a client or of an API, as IdentityServer lists them: shared ones as digests, and public keys. */
final class IdentityServerSecrets {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** With a zone; without one, which is UTC; a day alone. */
    private static final List<Function<String, Instant>> TIMES = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
            text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());

    private final String member;
    private final Notes notes;
    private final List<SecretSeed> secrets = new ArrayList<>();
    private final ObjectNode keys = JSON.createObjectNode();

    private IdentityServerSecrets(String member, Notes notes) {
        this.member = member;
        this.notes = notes;
        keys.putArray("keys");
    }

    /**
     * Gives a client what the list says.
     *
     * @param now what has ended by then stays out
     */
    static void give(ClientSeedBuilder client, Setting around, String member, Instant now, Notes notes) {
        IdentityServerSecrets read = new IdentityServerSecrets(member, notes);
        around.at(member).children().forEach(entry -> read.add(entry, now));
        boolean hasKeys = !read.keys.path("keys").isEmpty();
        if (hasKeys && !read.secrets.isEmpty()) {
            notes.leftOut(
                    member,
                    "the client has keys too, and Keycloak takes one kind of proof per client: the secrets were kept",
                    "if the service signs in with its key, write 'jsonWebKeySet' instead");
        } else if (hasKeys) {
            client.jsonWebKeySet(KeySet.of(read.keys));
        }
        client.secrets(read.named());
    }

    private void add(Setting entry, Instant now) {
        String type = entry.text("Type") == null ? "SharedSecret" : entry.text("Type");
        switch (type.toLowerCase(Locale.ROOT)) {
            case "sharedsecret" -> shared(entry, now);
            case "jwk" -> key(entry);
            default ->
                notes.leftOut(
                        member,
                        "a secret of type " + Quoted.of(type) + " has no place in a seed",
                        "let the client sign in by a secret, or by a key (JWK)");
        }
    }

    private void shared(Setting entry, Instant now) {
        Optional<String> hash = SecretHash.parse(entry.text("Value"))
                .filter(PlainDigest.class::isInstance)
                .map(SecretHash::text);
        if (hash.isEmpty()) {
            notes.leftOut(
                    member,
                    "a secret is no SHA-256 or SHA-512 digest in Base64, so IdentityServer lets nobody in with it",
                    "give the client a new secret; if it is one in plain text, take that for known");
            return;
        }
        String end = entry.text("Expiration");
        Optional<Instant> expires = Optional.ofNullable(end).flatMap(IdentityServerSecrets::time);
        if (end != null && expires.isEmpty()) {
            notes.leftOut(
                    member, "a secret ends at a time that can't be read", "write it as 2027-01-31T12:00:00Z, in UTC");
        } else if (expires.isPresent() && !expires.get().isAfter(now)) {
            notes.leftOut(member, "a secret ended at " + expires.get(), "");
        } else {
            add(SecretSeed.ofHash(hash.get()).expiring(expires.orElse(null)).labelled(entry.text("Description")));
        }
    }

    /** IdentityServer takes a secret as long as any of its entries counts, and a seed has each hash once. */
    private void add(SecretSeed secret) {
        for (int i = 0; i < secrets.size(); i++) {
            SecretSeed before = secrets.get(i);
            if (before.hash().equals(secret.hash())) {
                notes.changed(member, "a secret is listed twice; the entry that ends last was taken", "");
                secrets.set(i, endsLater(secret, before) ? secret : before);
                return;
            }
        }
        secrets.add(secret);
    }

    private static boolean endsLater(SecretSeed one, SecretSeed other) {
        return other.expires() != null
                && (one.expires() == null || one.expires().isAfter(other.expires()));
    }

    private void key(Setting entry) {
        try {
            JsonNode key = JSON.readTree(entry.text("Value") == null ? "" : entry.text("Value"));
            if (key.isObject()) {
                keys.withArray("keys").add(key);
                return;
            }
        } catch (JsonProcessingException e) {
            // No JSON is no key.
        }
        notes.leftOut(member, "a JWK is no JSON object", "add the public key to the seed by hand");
    }

    /** A secret that nothing else is known of needs no name. */
    private List<SecretSeed> named() {
        if (secrets.size() == 1
                && secrets.get(0).label() == null
                && secrets.get(0).expires() == null) {
            return secrets;
        }
        List<SecretSeed> named = new ArrayList<>();
        for (SecretSeed secret : secrets) {
            named.add(secret.named("imported-" + (named.size() + 1)));
        }
        return named;
    }

    private static Optional<Instant> time(String written) {
        String text = written.strip().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
        for (Function<String, Instant> reader : TIMES) {
            try {
                return Optional.of(reader.apply(text).truncatedTo(ChronoUnit.SECONDS));
            } catch (DateTimeException e) {
                // The next form may fit.
            }
        }
        return Optional.empty();
    }
}
