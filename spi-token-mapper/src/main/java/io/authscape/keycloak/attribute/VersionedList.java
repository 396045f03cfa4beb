package io.authscape.keycloak.attribute;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.authscape.keycloak.contract.AttributeNames;
import java.io.IOException;
import java.util.Optional;
import org.keycloak.util.JsonSerialization;

/** A list in a client attribute, one line of JSON: {@code {"v":1,"permissions":["ept:token"]}}. See {@link AttributeNames}. */
public final class VersionedList {

    /** What follows a list that ends too early would be lost in silence, and so would the first of two lists. */
    private static final ObjectReader WHOLE = JsonSerialization.mapper
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private VersionedList() {}

    /**
     * Reads an attribute.
     *
     * @param attribute its name
     * @param text its value
     * @return empty: it is no JSON, of another version, or no list. It was meant to limit something, so that then nothing
     *     is allowed
     */
    public static Optional<JsonNode> read(String attribute, String text) {
        try {
            JsonNode root = WHOLE.readTree(text);
            JsonNode list = root.path(AttributeNames.member(attribute));
            boolean isKnown = root.path(AttributeNames.VERSION).asInt() == AttributeNames.VERSION_1;
            return isKnown && list.isArray() ? Optional.of(list) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
