package io.authscape.keycloak.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Writes an answer as the captures are written: what changes from run to run becomes a placeholder, <em>if it is what it
 * should be</em>, and tokens are decoded. Two answers that agree are then equal.
 */
final class Notation {

    /** The headers that are part of the contract. */
    private static final List<String> HEADERS =
            List.of("content-type", "cache-control", "pragma", "expires", "www-authenticate", "location");

    private static final Set<String> TOKENS = Set.of("access_token", "id_token", "refresh_token");
    private static final Set<String> TIMES = Set.of("iat", "nbf", "auth_time");
    private static final Set<String> RANDOM = Set.of("jti", "oi_tkn_id", "oi_au_id", "sid", "session_state");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern MODULUS = Pattern.compile("[\\w-]{342}");

    /** A whole replay takes less. */
    private static final Duration RECENT = Duration.ofMinutes(15);

    /** In an address parameter the captures left it as it was. */
    private static final String CAPTURED_ORIGIN = "http://127.0.0.1:5000";

    private final String origin;
    private final Door door;
    private final SigningKeys keys;

    Notation(String origin, Door door, SigningKeys keys) {
        this.origin = origin;
        this.door = door;
        this.keys = keys;
    }

    /** A captured answer, with the parameters of a redirect as members. */
    static ObjectNode ofCaptured(ObjectNode response) {
        ObjectNode known = response.deepCopy();
        JsonNode location = known.path("headers").path("location");
        if (location.isTextual()) {
            ((ObjectNode) known.get("headers"))
                    .set("location", redirect(location.asText(), text -> text.replace(CAPTURED_ORIGIN, "<origin>")));
        }
        return known;
    }

    ObjectNode of(Answer answer) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("status", answer.status());
        ObjectNode headers = written.putObject("headers");
        HEADERS.forEach(name -> answer.header(name).ifPresent(value -> headers.put(name, written(value))));
        answer.header("location").ifPresent(uri -> headers.set("location", redirect(uri, this::written)));
        if (answer.header("content-type").orElse("").startsWith("text/html")) {
            written.put("text", "<page>");
        } else if (answer.json().isPresent()) {
            JsonNode body = answer.json().get();
            written.set("json", object(body, body.path("access_token").asText()));
        } else if (!answer.text().isEmpty()) {
            written.put("text", written(answer.text()));
        }
        return written;
    }

    private static ObjectNode redirect(String uri, UnaryOperator<String> writing) {
        ObjectNode redirect = JsonNodeFactory.instance.objectNode();
        redirect.put("uri", writing.apply(uri.replaceFirst("\\?.*", "")));
        Map<String, String> query = Answer.query(uri.replaceAll("[<>]", ""));
        query.forEach((name, value) -> redirect.put(name, writing.apply(value)));
        if (query.containsKey("code")) {
            redirect.put("code", "<code>");
        }
        redirect.properties().stream()
                .filter(member -> RANDOM.contains(member.getKey()))
                .forEach(member -> member.setValue(random(member.getValue().asText())));
        return redirect;
    }

    private ObjectNode object(JsonNode object, String accessToken) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        object.properties()
                .forEach(member ->
                        written.set(member.getKey(), member(member.getKey(), member.getValue(), object, accessToken)));
        return written;
    }

    private JsonNode member(String name, JsonNode value, JsonNode siblings, String accessToken) {
        if (value.isObject()) {
            return object(value, accessToken);
        }
        if (value.isArray()) {
            return array(value, accessToken);
        }
        if (TOKENS.contains(name)) {
            return keys.token(value.asText())
                    .<JsonNode>map(token -> object(token, accessToken))
                    .orElse(value);
        }
        if (value.isIntegralNumber()) {
            return number(name, value, siblings);
        }
        return value.isTextual() ? text(name, value.asText(), accessToken) : value;
    }

    private JsonNode array(JsonNode array, String accessToken) {
        ArrayNode written = JsonNodeFactory.instance.arrayNode();
        array.forEach(item -> written.add(member("", item, array, accessToken)));
        return written;
    }

    private static JsonNode number(String name, JsonNode value, JsonNode siblings) {
        if (TIMES.contains(name)) {
            Duration age = Duration.between(Instant.ofEpochSecond(value.asLong()), Instant.now());
            return age.compareTo(RECENT) < 0 && age.compareTo(Duration.ofSeconds(-1)) > 0
                    ? new TextNode("<seconds>")
                    : value;
        }
        if (name.equals("exp") && siblings.has("iat")) {
            return new TextNode(
                    "<iat + " + (value.asLong() - siblings.get("iat").asLong()) + ">");
        }
        boolean aSecondLess = name.equals("expires_in") && value.asInt() % 60 == 59;
        return aSecondLess ? new IntNode(value.asInt() + 1) : value;
    }

    private JsonNode text(String name, String text, String accessToken) {
        if (RANDOM.contains(name)) {
            return random(text);
        }
        boolean right =
                switch (name) {
                    case "kid" -> keys.has(text);
                    case "n" -> MODULUS.matcher(text).matches();
                    case "at_hash" -> text.equals(SigningKeys.hash(accessToken));
                    default -> false;
                };
        return new TextNode(right ? "<" + name + ">" : written(text));
    }

    private static TextNode random(String text) {
        return new TextNode(UUID.matcher(text).replaceAll("<uuid>"));
    }

    private String written(String text) {
        return door.asCaptured(text.replace(origin, "<origin>"));
    }
}
