package io.authscape.keycloak.migrate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows with the names of their columns. */
final class Table {

    private final String name;
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    /**
     * @param name for messages
     */
    Table(String name) {
        this.name = name;
    }

    void column(String column) {
        columns.putIfAbsent(Row.key(column), column);
    }

    void row(Map<String, String> values) {
        values.keySet().forEach(this::column);
        rows.add(new Row(values));
    }

    String name() {
        return name;
    }

    List<Row> rows() {
        return rows;
    }

    /** Whether the table has the column: an older one may not have it, which is not the same as NULL. */
    boolean has(String column) {
        return columns.containsKey(Row.key(column));
    }

    /** All columns as the source spells them. */
    Collection<String> columns() {
        return columns.values();
    }

    /**
     * Makes sure that this is the table that was meant.
     *
     * @param column one that it can't be without
     */
    void require(String column) {
        if (!columns.isEmpty() && !has(column)) {
            throw UnreadableSourceException.content(
                    name + " has no column '" + column + "'; give OpenIddict's table, with the names of its columns");
        }
    }
}
