package io.authscape.keycloak.token.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;

/** What came back, as it came: it may hold tokens. */
record WireReply(int status, HttpHeaders headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether it says that the client isn't known by what it showed (RFC 6749, section 5.2). */
    boolean isUnauthorized() {
        return status == 401;
    }

    /** The status, and OAuth's code for the error if there is one. */
    String refusal() {
        String error = json().path("error").asText("");
        return error.matches("[a-z_]{1,40}") ? status + " " + error : "" + status;
    }

    /** The body, or nothing if it is no JSON. */
    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "answer " + status;
    }
}
