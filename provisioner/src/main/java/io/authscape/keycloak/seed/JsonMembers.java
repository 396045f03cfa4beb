package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the members of one JSON object. What breaks the schema reads as undefined, or as an empty text inside a list:
 * the schema's rules tell it, and the others go on.
 */
record JsonMembers(JsonNode object, JsonPointer at, References references) {

    /** The members of each object of a list. */
    List<JsonMembers> each(String member) {
        List<JsonMembers> all = new ArrayList<>();
        for (JsonNode element : object.path(member)) {
            JsonPointer place = at.appendProperty(member).appendIndex(all.size());
            all.add(new JsonMembers(element, place, references));
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
        return value.isTextual() ? references.literal(at.appendProperty(member), value.textValue()) : null;
    }

    Secret secret(String member) {
        JsonNode value = object.path(member);
        return value.isTextual() ? references.secret(at.appendProperty(member), value.textValue()) : null;
    }

    List<String> texts(String member) {
        if (!isList(member)) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : object.path(member)) {
            JsonPointer element = at.appendProperty(member).appendIndex(texts.size());
            texts.add(value.isTextual() ? references.literal(element, value.textValue()) : "");
        }
        return texts;
    }

    /** A map from text to text, in the file's order. */
    Map<String, String> textMap(String member) {
        JsonNode map = object.path(member);
        if (!map.isObject()) {
            return null;
        }
        JsonMembers members = new JsonMembers(map, at.appendProperty(member), references);
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
                written.put(member, literal(object.path(member), at.appendProperty(member)));
            }
        }
        return written;
    }

    private JsonNode literal(JsonNode value, JsonPointer place) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(references.literal(place, value.textValue()));
        }
        if (value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> list.add(literal(element, place.appendIndex(list.size()))));
            return list;
        }
        if (value.isObject()) {
            ObjectNode map = JsonNodeFactory.instance.objectNode();
            value.properties()
                    .forEach(member -> map.set(
                            member.getKey(), literal(member.getValue(), place.appendProperty(member.getKey()))));
            return map;
        }
        return value;
    }
}
