package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.authscape.keycloak.contract.AttributeNames;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.keycloak.util.JsonSerialization;

/** A client's secrets, from the text of its attribute {@value AttributeNames#SECRETS}; those that never count are left out. */
record StoredSecrets(List<StoredSecret> secrets) {

    /** A rotation needs two at once; with more than these, each wrong guess would cost more than the last. */
    static final int MOST_SLOW = 10;

    private static final StoredSecrets NONE = new StoredSecrets(List.of());

    /** What follows a list that ends too early would be lost in silence. */
    private static final ObjectReader WHOLE = JsonSerialization.mapper
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** Without a list, or with one that can't be read, nobody gets in. */
    static StoredSecrets read(String attribute) {
        if (attribute == null) {
            return NONE;
        }
        try {
            JsonNode root = WHOLE.readTree(attribute);
            JsonNode list = root.path(AttributeNames.member(AttributeNames.SECRETS));
            boolean known = root.path(AttributeNames.VERSION).asInt() == AttributeNames.VERSION_1;
            return known && list.isArray() ? of(list) : NONE;
        } catch (IOException unreadable) {
            return NONE;
        }
    }

    private static StoredSecrets of(JsonNode list) {
        List<StoredSecret> secrets = new ArrayList<>();
        list.forEach(entry -> StoredSecret.read(entry).ifPresent(secrets::add));
        // The newest stand last in the list, and are the ones that services use.
        Collections.reverse(secrets);
        secrets.sort(Comparator.comparingLong(secret -> secret.hash().rounds()));
        return new StoredSecrets(List.copyOf(secrets));
    }

    /**
     * Those that count now, the cheapest to compare with first, and of several that cost the same the newest; no more than
     * {@value #MOST_SLOW} slow ones.
     */
    List<StoredSecret> at(Instant now) {
        List<StoredSecret> counting =
                secrets.stream().filter(secret -> secret.counts(now)).toList();
        long fast = counting.stream().filter(StoredSecret::isFast).count();
        return counting.stream().limit(fast + MOST_SLOW).toList();
    }
}
