package io.authscape.keycloak.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every answer of the token endpoint is a token or a row of OpenIddict's table (contract, section 3.3). */
final class TokenTable {

    private static final Set<String> ERRORS = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "invalid_scope",
            "invalid_target",
            "invalid_token", // of a client assertion
            "unauthorized_client",
            "unsupported_grant_type");

    private TokenTable() {}

    static Optional<String> find(RawRequest request, RawAnswer answer) {
        boolean preflight = request.method().equals("OPTIONS")
                && request.header("Access-Control-Request-Method").isPresent();
        if (preflight) {
            return answer.status() == 200 && answer.body().isEmpty() ? Optional.empty() : Optional.of("no preflight");
        }
        if (isRefusedByKeycloak(request, answer)) {
            return Optional.empty();
        }
        if (!answer.all("cache-control").equals(List.of("no-store"))) {
            return Optional.of("may be cached: " + answer.all("cache-control"));
        }
        boolean challenged = answer.first("www-authenticate").startsWith("Basic error=");
        if (challenged != (answer.status() == 401)) {
            return Optional.of("a challenge stands with 401 and nowhere else");
        }
        if (request.method().equals("HEAD")) {
            return answer.status() == 400 ? Optional.empty() : Optional.of("HEAD is refused with 400");
        }
        if (!answer.first("content-type").equals("application/json;charset=UTF-8")) {
            return Optional.of("content type " + answer.first("content-type"));
        }
        return answer.status() == 200 ? token(request, answer.json()) : refusal(answer);
    }

    /**
     * What only Keycloak refuses: before us a query that can't be decoded or has control characters, and afterwards a
     * page of an origin that its client doesn't have.
     */
    private static boolean isRefusedByKeycloak(RawRequest request, RawAnswer answer) {
        boolean query = answer.status() == 400
                && request.target().contains("?")
                && (answer.body().isEmpty() || answer.body().contains("Blocking invalid query parameter"));
        boolean origin = answer.status() == 403 && request.header("Origin").isPresent();
        return query || origin;
    }

    private static Optional<String> token(RawRequest request, JsonNode body) {
        if (!request.method().equals("POST")) {
            return Optional.of("only a POST gets a token");
        }
        boolean whole = body.path("access_token").asText().split("\\.", -1).length == 3
                && body.path("token_type").asText().equals("Bearer")
                && body.path("expires_in").isInt();
        return whole ? Optional.empty() : Optional.of("no token");
    }

    private static Optional<String> refusal(RawAnswer answer) {
        String error = answer.json().path("error").asText();
        if (!ERRORS.contains(error)) {
            return Optional.of("no error of the table: " + error);
        }
        if (answer.status() != (error.equals("invalid_client") ? 401 : 400)) {
            return Optional.of("not the status of " + error);
        }
        boolean described = !answer.json().path("error_description").asText().isEmpty();
        return described ? Optional.empty() : Optional.of("no description");
    }
}
