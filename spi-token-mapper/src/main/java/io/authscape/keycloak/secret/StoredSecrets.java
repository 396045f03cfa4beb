package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.attribute.VersionedList;
import io.authscape.keycloak.contract.AttributeNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A client's secrets, from the text of its attribute {@value AttributeNames#SECRETS}; those that never count are left out. */
record StoredSecrets(List<StoredSecret> secrets) {

    /** A rotation needs two at once; with more than these, each wrong guess would cost more than the last. */
    static final int MOST_SLOW = 10;

    private static final StoredSecrets NONE = new StoredSecrets(List.of());

    /** Without a list, or with one that can't be read, nobody gets in. */
    static StoredSecrets read(String attribute) {
        return Optional.ofNullable(attribute)
                .flatMap(text -> VersionedList.read(AttributeNames.SECRETS, text))
                .map(StoredSecrets::of)
                .orElse(NONE);
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
