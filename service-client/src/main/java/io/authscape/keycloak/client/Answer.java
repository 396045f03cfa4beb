package io.authscape.keycloak.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What the identity server answered.
 *
 * @param body the JSON object; empty if the answer was none
 */
record Answer(int status, JsonNode body, HttpResponse<byte[]> response) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    /**
     * Sends a request.
     *
     * @throws PassingTrouble if there is no answer, or one that says to come back later
     */
    static Answer to(HttpRequest request, HttpClient http, Duration timeout, InstantSource clock)
            throws PassingTrouble, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = WholeAnswer.to(request, http, timeout);
        } catch (IOException e) {
            throw new PassingTrouble(request.uri() + " can't be reached: " + cause(e), e);
        }
        Answer answer = new Answer(response.statusCode(), object(response.body()), response);
        if (answer.isPassing()) {
            throw new PassingTrouble(
                    request.uri() + " answered " + answer.status(),
                    null,
                    RetryAfter.of(response.headers(), Instant.ofEpochMilli(clock.millis())));
        }
        return answer;
    }

    private boolean isPassing() {
        return status >= 500
                || status == TOO_MANY_REQUESTS
                || status == REQUEST_TIMEOUT
                || error().equals("temporarily_unavailable")
                || error().equals("server_error");
    }

    /** The {@code error} of RFC 6749; empty if there is none. */
    String error() {
        return ForeignText.of(body.path("error").asText(""));
    }

    String errorDescription() {
        return ForeignText.of(body.path("error_description").asText(""));
    }

    private static JsonNode object(byte[] body) {
        try {
            JsonNode node = JSON.readTree(new String(body, StandardCharsets.UTF_8));
            return node != null && node.isObject() ? node : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            // A proxy's error page, for example: the status says enough.
            return JSON.createObjectNode();
        }
    }

    /** The JDK's exceptions for a refused connection have no message. */
    static String cause(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : ": " + ForeignText.of(message));
    }
}
