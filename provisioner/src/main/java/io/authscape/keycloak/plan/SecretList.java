package io.authscape.keycloak.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.SecretMembers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A client's hashed secrets: the attribute {@value AttributeNames#SECRETS}.
 *
 * @param secrets in the order in which they were added, revoked ones too
 */
public record SecretList(List<HashedSecret> secrets) {

    public static final SecretList EMPTY = new SecretList(List.of());

    public SecretList {
        secrets = List.copyOf(secrets);
    }

    /** What the attribute holds; what can't be read of it is left out, as our jar lets nobody in by it. */
    public static SecretList read(Map<String, String> attributes) {
        JsonNode list = JsonAttribute.read(AttributeNames.SECRETS, attributes);
        if (!list.isArray()) {
            return EMPTY;
        }
        List<HashedSecret> secrets = new ArrayList<>();
        for (JsonNode entry : list) {
            try {
                secrets.add(secret(entry));
            } catch (DateTimeException unreadable) {
                // a time that nobody can read: the secret counts at no time
            }
        }
        return new SecretList(secrets.stream()
                .filter(secret -> secret.id() != null && !secret.id().isEmpty())
                .toList());
    }

    /** As the attribute holds it. */
    public String text() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        secrets.forEach(secret -> list.add(node(secret)));
        return JsonAttribute.of(AttributeNames.SECRETS, list);
    }

    /** Those that a client may still show, now or later. */
    public Stream<HashedSecret> alive(Instant now) {
        return secrets.stream().filter(secret -> secret.isAlive(now));
    }

    public Stream<HashedSecret> revoked() {
        return secrets.stream().filter(HashedSecret::isRevoked);
    }

    /**
     * What stays in the attribute of a client whose secret is kept in plain text from now on: what was revoked, so that it
     * doesn't come back as plain text, or later as a hash.
     *
     * @return empty if nothing was
     */
    public static String tombstones(Map<String, String> attributes) {
        List<HashedSecret> revoked = read(attributes).revoked().toList();
        return revoked.isEmpty() ? "" : new SecretList(revoked).text();
    }

    public boolean has(String id) {
        return secrets.stream().anyMatch(secret -> secret.id().equals(id));
    }

    /** The same list with one more at its end. */
    public SecretList with(HashedSecret added) {
        return new SecretList(Stream.concat(secrets.stream(), Stream.of(added)).toList());
    }

    /** The same list with each secret changed, or left as it is. */
    public SecretList each(UnaryOperator<HashedSecret> change) {
        return new SecretList(secrets.stream().map(change).toList());
    }

    private static HashedSecret secret(JsonNode entry) {
        return new HashedSecret(
                text(entry, SecretMembers.ID),
                text(entry, SecretMembers.HASH),
                created(entry),
                time(entry, SecretMembers.NOT_BEFORE),
                time(entry, SecretMembers.EXPIRES),
                text(entry, SecretMembers.LABEL),
                time(entry, SecretMembers.REVOKED),
                entry.path(SecretMembers.PENDING).asBoolean(),
                text(entry, SecretMembers.SOURCE));
    }

    /** For people only: the jar lets in by a secret whatever this says, so that it stays in the list. */
    private static Instant created(JsonNode entry) {
        try {
            return time(entry, SecretMembers.CREATED);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static ObjectNode node(HashedSecret secret) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        put(node, SecretMembers.ID, secret.id());
        put(node, SecretMembers.HASH, secret.hash());
        put(node, SecretMembers.CREATED, secret.created());
        put(node, SecretMembers.NOT_BEFORE, secret.notBefore());
        put(node, SecretMembers.EXPIRES, secret.expires());
        put(node, SecretMembers.LABEL, secret.label());
        put(node, SecretMembers.REVOKED, secret.revoked());
        if (secret.pending()) {
            node.put(SecretMembers.PENDING, true);
        }
        put(node, SecretMembers.SOURCE, secret.source());
        return node;
    }

    private static void put(ObjectNode node, String name, Object value) {
        if (value != null) {
            node.put(
                    name,
                    value instanceof Instant time
                            ? time.truncatedTo(ChronoUnit.SECONDS).toString()
                            : value.toString());
        }
    }

    private static String text(JsonNode entry, String name) {
        return entry.path(name).textValue();
    }

    private static Instant time(JsonNode entry, String name) {
        return entry.hasNonNull(name) ? Instant.parse(entry.path(name).asText()) : null;
    }
}
