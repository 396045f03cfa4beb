package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets that are fields of entries, {@code entry#field}, in a store that gives an entry a version and compares it when
 * the entry is written: two runs at once don't overwrite each other.
 */
final class EntryFields implements SecretStore {

    /** The entry's other fields belong to others, who may write at the same moment. */
    private static final int ATTEMPTS = 5;

    private final String name;
    private final Entries entries;
    /** What was read, by entry: many clients' secrets may be fields of one. */
    private final Map<String, Entry> known = new ConcurrentHashMap<>();

    private final LastRead lastRead = new LastRead();

    /**
     * @param name the store's, for messages
     */
    EntryFields(String name, Entries entries) {
        this.name = name;
        this.entries = entries;
    }

    @Override
    public Optional<Secret> read(String address) {
        return lastRead.remember(address, field(known.computeIfAbsent(entry(address), entries::get), field(address)));
    }

    @Override
    public void write(String address, Secret secret) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Entry before = entries.get(entry(address));
            if (field(before, field(address)).isPresent() || put(address, before, secret)) {
                known.remove(entry(address));
                return;
            }
        }
        throw restless();
    }

    @Override
    public void replace(String address, Secret secret) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Entry before = entries.get(entry(address));
            Optional<Secret> standing = field(before, field(address));
            // A request whose answer got lost was carried out all the same.
            boolean there = standing.equals(Optional.of(secret));
            if (!there) {
                lastRead.requireUnchanged(address, standing);
            }
            if (there || put(address, before, secret)) {
                known.remove(entry(address));
                lastRead.remember(address, Optional.of(secret));
                return;
            }
        }
        throw restless();
    }

    @Override
    public Optional<String> version(String address) {
        return Optional.ofNullable(known.get(entry(address))).flatMap(Entry::shownVersion);
    }

    private boolean put(String address, Entry before, Secret secret) {
        return entries.put(entry(address), before, field(address), secret);
    }

    private Optional<Secret> field(Entry entry, String field) {
        JsonNode value = entry.fields().path(field);
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank())) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new SecretStoreException(Kind.REFUSED, name + "'s field '" + field + "' is no text; make it one");
        }
        return Optional.of(new Secret(value.textValue()));
    }

    private SecretStoreException restless() {
        return new SecretStoreException(
                Kind.UNREACHABLE, "others keep writing to this entry of " + name + "; run it again");
    }

    private static String entry(String address) {
        return address.substring(0, address.indexOf('#'));
    }

    private static String field(String address) {
        return address.substring(address.indexOf('#') + 1);
    }

    /** The store's API. */
    interface Entries {

        /** The entry as it stands; one without fields if there is none. */
        Entry get(String entry);

        /**
         * Writes one field and keeps the others.
         *
         * @param before the entry as it was read
         * @return false if it isn't like that any more, and was left alone
         */
        boolean put(String entry, Entry before, String field, Secret secret);
    }

    /**
     * An entry.
     *
     * @param fields missing if there is none
     * @param version what the store compares; {@code null} if there is no entry
     * @param shownVersion the version, if it stands for what the fields hold
     */
    record Entry(JsonNode fields, String version, Optional<String> shownVersion) {

        /** It holds secrets. */
        @Override
        public String toString() {
            return "Entry[" + version + "]";
        }
    }
}
