package io.authscape.keycloak.token.compare;

import java.util.List;
import java.util.Map;

/**
 * One request, and where the answers differ.
 *
 * @param before the old server's status
 * @param after the new one's
 * @param unexpected what nobody wanted
 * @param known what is so on purpose, by the deviation; the entry's id as the value
 */
public record Compared(
        String question, int before, int after, List<Deviation> unexpected, Map<Deviation, String> known) {

    public boolean isSame() {
        return unexpected.isEmpty();
    }
}
