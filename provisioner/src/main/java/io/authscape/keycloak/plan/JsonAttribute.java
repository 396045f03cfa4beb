package io.authscape.keycloak.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.AttributeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The attributes that hold one line of JSON: {@code {"v":1,"permissions":["ept:token"]}}. The provider jar reads what
 * is written here.
 */
final class JsonAttribute {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonAttribute() {}

    static String of(String attribute, JsonNode value) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put(AttributeNames.VERSION, AttributeNames.VERSION_1);
        line.set(AttributeNames.member(attribute), value);
        return line.toString();
    }

    /** What the attribute holds; missing if it can't be read. */
    static JsonNode read(String attribute, Map<String, String> attributes) {
        try {
            JsonNode line = JSON.readTree(attributes.getOrDefault(attribute, ""));
            boolean known = line.path(AttributeNames.VERSION).asInt() == AttributeNames.VERSION_1;
            return known ? line.path(AttributeNames.member(attribute)) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static ArrayNode list(List<String> values) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.stream().distinct().forEach(list::add);
        return list;
    }

    static ObjectNode map(Map<String, String> values) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        values.forEach(map::put);
        return map;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
