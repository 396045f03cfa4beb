package io.authscape.keycloak.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What came back, as it came. */
record Answer(HttpResponse<String> response) {

    private static final ObjectMapper JSON = new ObjectMapper();

    int status() {
        return response.statusCode();
    }

    /** All values of a header, as one. */
    Optional<String> header(String name) {
        return response.headers().allValues(name).stream().reduce((one, other) -> one + ", " + other);
    }

    /** Empty: no JSON object. */
    Optional<JsonNode> json() {
        try {
            return Optional.of(JSON.readTree(response.body())).filter(JsonNode::isObject);
        } catch (JsonProcessingException text) {
            return Optional.empty();
        }
    }

    String text() {
        return response.body();
    }

    /** A member of the JSON body, or a parameter of the redirect. */
    String member(String name) {
        String value = json().map(body -> body.path(name).asText())
                .or(() -> header("location").map(location -> query(location).get(name)))
                .orElse("");
        assertThat(value).as("'%s' in the answer %s %s", name, status(), text()).isNotEmpty();
        return value;
    }

    /** The parameters of an address, decoded. */
    static Map<String, String> query(String uri) {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = URI.create(uri).getRawQuery();
        for (String parameter : raw == null ? new String[0] : raw.split("&", -1)) {
            int equals = parameter.indexOf('=');
            query.put(
                    parameter.substring(0, equals),
                    URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }
}
