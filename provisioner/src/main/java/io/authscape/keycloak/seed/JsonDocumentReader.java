package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads JSON into a {@link JsonDocument}. It builds the tree itself, because Jackson's own tree forgets places, and
 * stops at the first duplicate member instead of reporting them all.
 */
final class JsonDocumentReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SeedText source;
    private final ProblemList problems;
    private JsonPlace rootPlace;

    JsonDocumentReader(SeedText source, ProblemList problems) {
        this.source = source;
        this.problems = problems;
    }

    JsonDocument read() {
        return new JsonDocument(root(), rootPlace);
    }

    private JsonNode root() {
        try (JsonParser parser = JSON.createParser(source.text())) {
            return root(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a string can't fail", e);
        }
    }

    private JsonNode root(JsonParser parser) throws IOException {
        try {
            if (parser.nextToken() == null) {
                problems.error(source, Location.START, "", "the file is empty", "write a seed: a JSON object");
                return null;
            }
            rootPlace = JsonPlace.root(source, place(parser.currentTokenLocation()));
            JsonNode root = value(parser, rootPlace);
            return endsHere(parser) ? root : null;
        } catch (JsonProcessingException e) {
            Location place = place(e.getLocation() == null ? parser.currentLocation() : e.getLocation());
            problems.error(
                    source,
                    place,
                    "",
                    JsonSyntax.describe(e, source.text()),
                    "correct the JSON; nothing else was checked");
            return null;
        }
    }

    private boolean endsHere(JsonParser parser) throws IOException {
        Location more = place(parser.currentLocation());
        try {
            if (parser.nextToken() == null) {
                return true;
            }
            more = place(parser.currentTokenLocation());
        } catch (JsonProcessingException e) {
            // Not even JSON follows: it begins behind the document's last character.
        }
        problems.error(source, more, "", "the JSON document ends before this", "remove what follows it");
        return false;
    }

    private JsonNode value(JsonParser parser, JsonPlace place) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, place);
            case START_ARRAY -> array(parser, place);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(JsonParser parser, JsonPlace around) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Location namePlace = place(parser.currentTokenLocation());
            parser.nextToken();
            JsonPlace place = around.ofMember(name, namePlace, place(parser.currentTokenLocation()));
            JsonNode value = value(parser, place);
            if (object.has(name)) {
                problems.error(
                        source,
                        namePlace,
                        place.pointer(),
                        Quoted.of(name) + " is written twice here",
                        "keep one of them");
            } else {
                object.set(name, value);
                around.put(name, place);
            }
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, JsonPlace around) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, around.add(place(parser.currentTokenLocation()))));
        }
        return array;
    }

    private static Location place(JsonLocation location) {
        return new Location(location.getLineNr(), location.getColumnNr());
    }
}
