package io.authscape.keycloak.migrate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One row of a table. Columns go by their letters alone: {@code ClientId}, {@code client_id} and {@code CLIENTID} are one. */
final class Row {

    private final Map<String, String> cells = new HashMap<>();

    /**
     * @param values by column; {@code null} for NULL
     */
    Row(Map<String, String> values) {
        values.forEach((column, value) -> cells.put(key(column), value));
    }

    /** The letters and digits of a name, small. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** {@code null} for NULL, for nothing but blanks, and where the column is missing. */
    String text(String column) {
        String value = cells.get(key(column));
        return value == null || value.isBlank() ? null : value;
    }

    /** As databases and their tools write a boolean. */
    boolean isTrue(String column) {
        String value = text(column);
        return value != null && value.strip().toLowerCase(Locale.ROOT).matches("1|t|true|y|yes|\\\\x01|\u0001");
    }
}
