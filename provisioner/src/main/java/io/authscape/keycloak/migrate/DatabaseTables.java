package io.authscape.keycloak.migrate;

import io.authscape.keycloak.migrate.UnreadableSourceException.Kind;
import io.authscape.keycloak.seed.Quoted;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds and reads OpenIddict's tables, however they are spelled: {@code OpenIddictApplications},
 * {@code AbpOpenIddictApplications}, {@code open_iddict_applications}.
 */
final class DatabaseTables {

    private static final String APPLICATIONS = "Applications";
    private static final String SCOPES = "Scopes";
    private static final List<String> USUAL_PREFIXES = List.of("OpenIddict", "AbpOpenIddict");
    private static final int SHOWN = 10;

    private final Connection connection;
    private final String schema;
    private final List<String> prefixes;

    DatabaseTables(Connection connection, String schema, String prefix) {
        this.connection = connection;
        this.schema = schema;
        this.prefixes = prefix == null ? USUAL_PREFIXES : List.of(prefix);
    }

    OpenIddictTables read() throws SQLException {
        List<Name> all = names();
        Name applications = find(all, APPLICATIONS).orElseThrow(() -> notFound(all));
        // Scopes are looked for where the clients are.
        List<Name> neighbours =
                all.stream().filter(name -> name.isBeside(applications)).toList();
        Optional<Name> scopes = find(neighbours, SCOPES);
        return new OpenIddictTables(read(applications), scopes.isEmpty() ? null : read(scopes.get()));
    }

    private List<Name> names() throws SQLException {
        List<Name> names = new ArrayList<>();
        String[] types = {"TABLE", "PARTITIONED TABLE", "VIEW"};
        try (ResultSet found = connection.getMetaData().getTables(connection.getCatalog(), null, "%", types)) {
            while (found.next()) {
                Name name = new Name(found.getString("TABLE_SCHEM"), found.getString("TABLE_NAME"));
                if (schema == null || schema.equalsIgnoreCase(name.schema())) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private Optional<Name> find(List<Name> all, String kind) {
        List<String> wanted =
                prefixes.stream().map(prefix -> Row.key(prefix + kind)).toList();
        List<Name> found = all.stream()
                .filter(name -> wanted.contains(Row.key(name.table())))
                .toList();
        if (found.size() > 1) {
            throw new UnreadableSourceException(
                    Kind.USAGE,
                    "the database has several such tables: "
                            + Quoted.list(found.stream().map(Name::toString).toList())
                            + "; choose by --schema, or by --table-prefix");
        }
        return found.stream().findFirst();
    }

    private UnreadableSourceException notFound(List<Name> all) {
        String there = all.isEmpty()
                ? "there is none that this account may see"
                : "there are "
                        + Quoted.list(
                                all.stream().map(Name::toString).limit(SHOWN).toList())
                        + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "");
        return UnreadableSourceException.content("the database has no table "
                + Quoted.of(prefixes.get(0) + APPLICATIONS)
                + (schema == null ? "" : " in schema " + Quoted.of(schema)) + ": " + there
                + "; give --table-prefix if yours begins otherwise");
    }

    private Table read(Name name) throws SQLException {
        Table table = new Table(Quoted.of(name.table()));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + quoted(name))) {
            ResultSetMetaData head = rows.getMetaData();
            for (int i = 1; i <= head.getColumnCount(); i++) {
                table.column(head.getColumnLabel(i));
            }
            while (rows.next()) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int i = 1; i <= head.getColumnCount(); i++) {
                    values.put(head.getColumnLabel(i), rows.getString(i));
                }
                table.row(values);
            }
        }
        return table;
    }

    private String quoted(Name name) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        String quote = database.getIdentifierQuoteString().strip();
        return Stream.of(name.schema(), name.table())
                .filter(part -> part != null && !part.isEmpty())
                .map(part -> quote + (quote.isEmpty() ? part : part.replace(quote, quote + quote)) + quote)
                .reduce((before, after) -> before + "." + after)
                .orElseThrow();
    }

    /**
     * @param schema {@code null} where the database knows none
     */
    private record Name(String schema, String table) {

        boolean isBeside(Name other) {
            return schema == null ? other.schema == null : schema.equals(other.schema);
        }

        @Override
        public String toString() {
            return schema == null || schema.isEmpty() ? table : schema + "." + table;
        }
    }
}
