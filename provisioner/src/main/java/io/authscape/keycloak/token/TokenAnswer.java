package io.authscape.keycloak.token;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a token endpoint answered.
 *
 * @param body the JSON object; empty if the answer was none
 */
public record TokenAnswer(int status, JsonNode body) {

    /** Whether there is a token. */
    public boolean isToken() {
        return status == 200 && body.path("access_token").isTextual();
    }

    /** Whether it is what a starting Keycloak, or the proxy before it, answers to everybody. */
    public boolean comesFromAStartingServer() {
        return status >= 502 && status <= 504;
    }

    public String accessToken() {
        return body.path("access_token").asText();
    }
}
