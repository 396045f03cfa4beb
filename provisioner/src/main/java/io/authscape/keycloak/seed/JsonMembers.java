package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the members of one JSON object. What breaks the schema reads as undefined, or as an empty text inside a list:
 * the schema's rules tell it, and the others go on.
 */
record JsonMembers(JsonNode object, JsonPointer at) {

    /** The members of each object of a list. */
    List<JsonMembers> each(String member) {
        List<JsonMembers> all = new ArrayList<>();
        for (JsonNode element : object.path(member)) {
            JsonPointer place = at.appendProperty(member).appendIndex(all.size());
            all.add(new JsonMembers(element, place));
        }
        return all;
    }

    boolean isList(String member) {
        return object.path(member).isArray();
    }

    String textOrEmpty(String member) {
        String text = text(member);
        return text == null ? "" : text;
    }

    String text(String member) {
        JsonNode value = object.path(member);
        return value.isTextual() ? value.textValue() : null;
    }

    boolean isTrue(String member) {
        return object.path(member).isBoolean() && object.path(member).booleanValue();
    }

    List<String> texts(String member) {
        if (!isList(member)) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : object.path(member)) {
            texts.add(value.isTextual() ? value.textValue() : "");
        }
        return texts;
    }

    /** A map from text to text, in the file's order. */
    Map<String, String> textMap(String member) {
        JsonNode map = object.path(member);
        if (!map.isObject()) {
            return null;
        }
        JsonMembers members = new JsonMembers(map, at.appendProperty(member));
        Map<String, String> texts = new LinkedHashMap<>();
        map.fieldNames().forEachRemaining(name -> texts.put(name, members.textOrEmpty(name)));
        return texts;
    }

    /** A number that fits into 64 bits. */
    Long number(String member) {
        JsonNode value = object.path(member);
        return value.canConvertToLong() && value.isIntegralNumber() ? value.longValue() : null;
    }

    /** Those of the members that are defined, as the file writes them. */
    Map<String, JsonNode> asWritten(List<String> members) {
        Map<String, JsonNode> written = new HashMap<>();
        for (String member : members) {
            if (object.has(member)) {
                written.put(member, object.path(member).deepCopy());
            }
        }
        return written;
    }
}
