package io.authscape.keycloak.migrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Cells whose text is JSON, as OpenIddict keeps lists and maps. NULL means empty; a missing column means nothing. */
final class JsonCell {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Table table;
    private final Row row;
    private final Notes notes;

    JsonCell(Table table, Row row, Notes notes) {
        this.table = table;
        this.row = row;
        this.notes = notes;
    }

    /** {@code null} if the table has no such column. */
    List<String> list(String column) {
        if (!table.has(column)) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : tree(column, JsonNode::isArray).orElse(JSON.createArrayNode())) {
            if (!element.isTextual()) {
                notes.leftOut(column, "an entry of the list is no text", "");
            } else if (!element.textValue().isBlank() && !texts.contains(element.textValue())) {
                texts.add(element.textValue());
            }
        }
        return texts;
    }

    /** {@code null} if the table has no such column. */
    Map<String, String> map(String column) {
        if (!table.has(column)) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object(column).ifPresent(object -> object.properties().forEach(member -> {
            if (member.getValue().isTextual()) {
                texts.put(member.getKey(), member.getValue().textValue());
            } else {
                notes.leftOut(column, Quoted.of(member.getKey()) + " is no text", "");
            }
        }));
        return texts;
    }

    /** Empty if there is none, or an empty one. */
    Optional<JsonNode> object(String column) {
        return tree(column, JsonNode::isObject).filter(object -> !object.isEmpty());
    }

    private Optional<JsonNode> tree(String column, Predicate<JsonNode> expected) {
        String text = row.text(column);
        if (text == null || text.strip().equals("null")) {
            return Optional.empty();
        }
        try {
            JsonNode tree = JSON.readTree(text);
            if (expected.test(tree)) {
                return Optional.of(tree);
            }
        } catch (JsonProcessingException e) {
            // No JSON is as good as JSON of another kind.
        }
        notes.leftOut(
                column,
                "it isn't the JSON that OpenIddict writes there",
                "look at the row, and complete the seed by hand");
        return Optional.empty();
    }
}
