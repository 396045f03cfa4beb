package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says a schema error in a sentence. The validator's own sentences name schema keywords instead of remedies, and some
 * quote the value, which may be a secret.
 */
final class SchemaSentence {

    private SchemaSentence() {}

    static void report(Error error, JsonPointer at, JsonNode schema, ProblemList problems) {
        JsonNode asked = error.getSchemaNode();
        switch (error.getKeyword()) {
            case "additionalProperties" -> unknownMember(error, at, schema, problems);
            case "required" ->
                problems.error(
                        at.appendProperty(error.getProperty()), "'" + error.getProperty() + "' is missing", "add it");
            case "type" -> problems.error(at, "this must be " + type(asked), "change it");
            case "enum" -> problems.error(at, "this value is not known", "write one of " + texts(asked));
            case "const" -> problems.error(at, "this value is not known", "write " + asked.asText());
            case "minLength" -> problems.error(at, "this is empty", "write a value or remove the member");
            case "maxLength" ->
                problems.error(at, "this is longer than " + asked.asText() + " characters", "shorten it");
            case "minimum" -> problems.error(at, "this is less than " + asked.asText(), "change it");
            case "maximum" -> problems.error(at, "this is more than " + asked.asText(), "change it");
            case "pattern" ->
                problems.error(
                        at, "this has characters that aren't allowed here, or only spaces", "see 'authscape schema'");
            default ->
                problems.error(
                        at, "this breaks the schema's rule '" + error.getKeyword() + "'", "see 'authscape schema'");
        }
    }

    private static void unknownMember(Error error, JsonPointer at, JsonNode schema, ProblemList problems) {
        String name = error.getProperty();
        List<String> known = new ArrayList<>();
        membersAround(error, schema).fieldNames().forEachRemaining(known::add);
        Optional<String> meant = Spelling.nearest(name, known);
        problems.errorAtName(
                at.appendProperty(name),
                Quoted.of(name) + " is not part of the seed format",
                meant.map(word -> "did you mean '" + word + "'?").orElse("known here: " + String.join(", ", known)));
    }

    /** The members that the schema knows where the error is: beside the {@code additionalProperties} that it broke. */
    private static JsonNode membersAround(Error error, JsonNode schema) {
        String fragment = error.getSchemaLocation().getFragment().toString();
        String object = fragment.substring(0, fragment.lastIndexOf('/'));
        return schema.at(object).path("properties");
    }

    /** A list of types is one and {@code null}. */
    private static String type(JsonNode asked) {
        return switch (asked.isArray() ? asked.path(0).asText() : asked.asText()) {
            case "array" -> "a list: [ ... ]";
            case "object" -> "an object: { ... }";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            default -> "a text in double quotes";
        };
    }

    private static String texts(JsonNode values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value.isTextual() ? "'" + value.asText() + "'" : value.asText()));
        return String.join(", ", texts);
    }
}
