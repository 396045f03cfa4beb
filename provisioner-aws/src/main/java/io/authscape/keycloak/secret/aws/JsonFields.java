package io.authscape.keycloak.secret.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.secret.SecretStoreException;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import java.util.Optional;

/** One member of a secret that is a JSON object, as AWS's console makes them. */
final class JsonFields {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonFields() {}

    static Optional<String> get(String text, String field) {
        JsonNode value = object(text).path(field);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    static String with(String text, String field, String value) {
        return object(text).put(field, value).toString();
    }

    private static ObjectNode object(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // Its words would repeat the secret.
        }
        throw new SecretStoreException(
                Kind.REFUSED, "the secret is no JSON object and has no fields; leave out '#' and what follows it");
    }
}
