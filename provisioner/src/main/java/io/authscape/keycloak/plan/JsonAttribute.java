package io.authscape.keycloak.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.AttributeNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The attributes that hold one line of JSON: {@code {"v":1,"permissions":["ept:token"]}}. The provider jar reads what
 * is written here.
 */
public final class JsonAttribute {

    /** Keeps {@code 2.50} as it was written. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** As the jar reads its lists: what it refuses must not count here either. */
    private static final ObjectReader AS_THE_JAR = JSON.reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private static final Set<String> LISTS =
            Set.of(AttributeNames.PERMISSIONS, AttributeNames.NETWORKS, AttributeNames.SECRETS);

    private JsonAttribute() {}

    static String of(String attribute, JsonNode value) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put(AttributeNames.VERSION, AttributeNames.VERSION_1);
        line.set(AttributeNames.member(attribute), value);
        return line.toString();
    }

    /** What the attribute holds; missing if it can't be read. */
    public static JsonNode read(String attribute, Map<String, String> attributes) {
        try {
            ObjectReader reader = LISTS.contains(attribute) ? AS_THE_JAR : JSON.reader();
            JsonNode line = reader.readTree(attributes.getOrDefault(attribute, ""));
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

    /** The elements of a list as texts. */
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The textual members of an object, in their order; none of anything else. */
    public static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties().stream()
                .filter(member -> member.getValue().isTextual())
                .forEach(member -> map.put(member.getKey(), member.getValue().textValue()));
        return map;
    }

    /** A text that is JSON as a whole; missing if it isn't. */
    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** A number of 64 bits in plain text; {@code null} if it is none. */
    public static Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
