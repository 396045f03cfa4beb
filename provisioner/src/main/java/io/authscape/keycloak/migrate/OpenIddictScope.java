package io.authscape.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.seed.ScopeSeed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One row of {@code OpenIddictScopes}. */
final class OpenIddictScope {

    private OpenIddictScope() {}

    static Draft<ScopeSeed> read(Table table, Row row) {
        Notes notes = new Notes();
        String name = row.text("Name");
        if (name == null) {
            notes.leftOut("Name", "the row has no name", "");
            return Draft.failed("(no name)", notes);
        }
        if (row.isTrue("IsDeleted")) {
            notes.leftOut("", "the row is marked as deleted (IsDeleted)", "");
            return Draft.skipped(name, notes);
        }
        JsonCell cells = new JsonCell(table, row, notes);
        List<String> resources = cells.list("Resources");
        if (BuiltInScopes.has(name)) {
            return BuiltInScopes.skipped(name, resources, notes);
        }
        BuiltInScopes.check(name, notes);
        Map<String, JsonNode> descriptor = new HashMap<>();
        cells.object("DisplayNames").ifPresent(names -> descriptor.put("displayNames", names));
        cells.object("Descriptions").ifPresent(texts -> descriptor.put("descriptions", texts));
        cells.object("Properties")
                .flatMap(properties -> FreeProperties.of(properties, "Properties", notes))
                .ifPresent(properties -> descriptor.put("properties", properties));
        return Draft.of(
                name,
                new ScopeSeed(name, row.text("DisplayName"), row.text("Description"), resources, descriptor),
                notes);
    }
}
