package io.authscape.keycloak.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.seed.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A token request and its answer as people read them. Tokens are shortened: a terminal's log is no place for one. */
public final class TokenText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final int SHOWN = 12;

    private TokenText() {}

    /** The request without its secret. */
    public static List<String> of(TokenRequest request) {
        return List.of(
                "POST " + request.endpoint(),
                "client: " + request.clientId(),
                "scopes: " + (request.scopes().isEmpty() ? "(none)" : String.join(" ", request.scopes())));
    }

    /** Status, members, and the token's header and claims. */
    public static List<String> of(TokenAnswer answer) {
        List<String> lines = new ArrayList<>();
        lines.add("status: " + answer.status());
        lines.add("answer: " + pretty(shortened(answer.body())));
        String[] parts = DOT.split(answer.accessToken(), -1);
        if (parts.length == 3) {
            lines.add("header: " + pretty(decoded(parts[0])));
            lines.add("claims: " + pretty(decoded(parts[1])));
        } else {
            lines.add("the token is no JWT");
        }
        lines.add("expires in " + answer.body().path("expires_in").asText("?") + " seconds");
        return lines;
    }

    /** The claims that tell whose token it is and what it is for, on one line. */
    public static String summary(TokenAnswer answer) {
        String[] parts = DOT.split(answer.accessToken(), -1);
        JsonNode claims = parts.length == 3 ? decoded(parts[1]) : JSON.createObjectNode();
        return "sub " + shown(claims.path("sub")) + ", scope " + shown(claims.path("scope")) + ", aud "
                + shown(claims.path("aud")) + ", expires in "
                + answer.body().path("expires_in").asText("?") + " seconds";
    }

    private static String shown(JsonNode claim) {
        if (claim.isArray()) {
            return StreamSupport.stream(claim.spliterator(), false)
                    .map(value -> Quoted.of(value.asText()))
                    .collect(Collectors.joining(" "));
        }
        return claim.isMissingNode() ? "(none)" : Quoted.of(claim.asText());
    }

    /** What an answer without a token says. */
    public static String refusal(TokenAnswer answer) {
        String error = answer.body().path("error").asText("");
        String description = answer.body().path("error_description").asText("");
        if (error.isEmpty()) {
            return "no token: the endpoint answered " + answer.status();
        }
        return "no token: the endpoint answered " + answer.status() + " " + Quoted.of(error)
                + (description.isEmpty() ? "" : ": " + Quoted.of(description));
    }

    private static JsonNode shortened(JsonNode body) {
        ObjectNode copy = body.deepCopy();
        body.fieldNames().forEachRemaining(name -> {
            if (name.endsWith("_token")) {
                String token = body.path(name).asText();
                copy.put(name, token.substring(0, Math.min(SHOWN, token.length())) + "...");
            }
        });
        return copy;
    }

    private static JsonNode decoded(String part) {
        try {
            return JSON.readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return JSON.getNodeFactory().textNode("(not readable)");
        }
    }

    private static String pretty(JsonNode node) {
        return node.toPrettyString();
    }
}
