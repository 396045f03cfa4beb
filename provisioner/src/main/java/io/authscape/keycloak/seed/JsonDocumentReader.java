package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads JSON into a {@link JsonDocument}. It builds the tree itself, because Jackson's own tree forgets places, and
 * stops at the first duplicate member instead of reporting them all.
 */
final class JsonDocumentReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SeedText source;
    private final ProblemList problems;
    private final Map<JsonPointer, Location> values = new HashMap<>();
    private final Map<JsonPointer, Location> names = new HashMap<>();

    JsonDocumentReader(SeedText source, ProblemList problems) {
        this.source = source;
        this.problems = problems;
    }

    JsonDocument read() {
        return new JsonDocument(root(), values, names);
    }

    private JsonNode root() {
        try (JsonParser parser = JSON.createParser(source.text())) {
            if (parser.nextToken() == null) {
                problems.error(Location.START, "", "the file is empty", "write a seed: a JSON object");
                return null;
            }
            JsonNode root = value(parser, JsonPointer.empty());
            if (parser.nextToken() != null) {
                Location more = place(parser.currentTokenLocation());
                problems.error(more, "", "the JSON document ends before this", "remove what follows it");
                return null;
            }
            return root;
        } catch (JsonProcessingException e) {
            Location place = e.getLocation() == null ? Location.START : place(e.getLocation());
            problems.error(place, "", JsonSyntax.describe(e), "correct the JSON; nothing else was checked");
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a string can't fail", e);
        }
    }

    private JsonNode value(JsonParser parser, JsonPointer at) throws IOException {
        values.putIfAbsent(at, place(parser.currentTokenLocation()));
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, at);
            case START_ARRAY -> array(parser, at);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(JsonParser parser, JsonPointer at) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonPointer member = at.appendProperty(name);
            Location place = place(parser.currentTokenLocation());
            boolean twice = object.has(name);
            if (twice) {
                problems.error(
                        place, member.toString(), Quoted.of(name) + " is written twice here", "keep one of them");
            }
            names.putIfAbsent(member, place);
            parser.nextToken();
            JsonNode value = value(parser, member);
            if (!twice) {
                object.set(name, value);
            }
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, JsonPointer at) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, at.appendIndex(array.size())));
        }
        return array;
    }

    private static Location place(JsonLocation location) {
        return new Location(location.getLineNr(), location.getColumnNr());
    }
}
