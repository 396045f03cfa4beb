package io.authscape.keycloak.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Wire;
import java.util.List;
import java.util.Map;

/**
 * What came back.
 *
 * @param status 0: the connection was closed without an answer
 * @param headers by their names in lower case
 */
record RawAnswer(int status, Map<String, List<String>> headers, String body) {

    static final RawAnswer NONE = new RawAnswer(0, Map.of(), "");

    private static final int TOLD = 600;

    List<String> all(String header) {
        return headers.getOrDefault(header, List.of());
    }

    String first(String header) {
        return all(header).stream().findFirst().orElse("");
    }

    boolean isJson() {
        return first("content-type").startsWith("application/json");
    }

    /** The body; an empty object if it is no JSON. */
    JsonNode json() {
        return isJson() ? Wire.json(body) : Wire.json("{}");
    }

    @Override
    public String toString() {
        return status + " " + headers + "\n\n  " + (body.length() > TOLD ? body.substring(0, TOLD) + "…" : body);
    }
}
