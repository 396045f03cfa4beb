package io.authscape.keycloak.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of {@code wire.jsonl}: what was sent to a real OpenIddict, and what it answered.
 *
 * @param yields which later {@code $NAME} stands for which member of the answer: the one thing that the captures don't say
 */
record WireLine(String name, JsonNode request, ObjectNode response, Map<String, String> yields) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<WireLine> all() {
        try (InputStream in = WireLine.class.getResourceAsStream("wire.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(WireLine::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WireLine of(String line) {
        try {
            JsonNode read = JSON.readTree(line);
            Map<String, String> yields = new TreeMap<>();
            read.path("yields")
                    .properties()
                    .forEach(member ->
                            yields.put(member.getKey(), member.getValue().asText()));
            return new WireLine(
                    read.required("case").asText(),
                    read.required("request"),
                    (ObjectNode) read.required("response"),
                    yields);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    String method() {
        return request.required("method").asText();
    }

    String path() {
        return request.required("path").asText();
    }

    /** Whether a person signs in between the request and this answer. */
    boolean needsPerson() {
        return method().equals("GET")
                && path().startsWith("/connect/authorize?")
                && response.path("status").asInt() == 302;
    }

    @Override
    public String toString() {
        return name;
    }
}
