package io.authscape.keycloak.token.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Writes an answer so that two of them can be compared: the parts of the contract alone, tokens decoded, and a word in
 * place of what changes from request to request or from server to server. No token is left in it.
 */
final class Notation {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The headers that are part of the contract. */
    private static final List<String> HEADERS =
            List.of("content-type", "cache-control", "pragma", "expires", "www-authenticate", "location");

    static final Set<String> TOKENS = Set.of("access_token", "id_token", "refresh_token");
    private static final Set<String> TIMES = Set.of("iat", "nbf", "auth_time");
    private static final Set<String> OF_A_KEY = Set.of("kid", "n", "x", "y", "x5c", "x5t", "x5t#S256", "at_hash");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOT = Pattern.compile("\\.");
    private static final int SIGNED = 3;
    private static final int ENCRYPTED = 5;

    /** Two machines' clocks differ. */
    private static final Duration RECENT = Duration.ofHours(1);

    private final Side side;

    Notation(Side side) {
        this.side = side;
    }

    ObjectNode of(WireReply reply) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        written.put("status", reply.status());
        ObjectNode headers = written.putObject("headers");
        for (String name : HEADERS) {
            List<String> values = reply.headers().allValues(name);
            if (!values.isEmpty()) {
                headers.put(name, shown(String.join(", ", values)));
            }
        }
        Optional<JsonNode> json = object(reply.body());
        if (json.isPresent()) {
            written.set("json", members(json.get()));
        } else if (reply.headers().firstValue("content-type").orElse("").startsWith("text/html")) {
            written.put("text", "<page>");
        } else if (!reply.body().isEmpty()) {
            written.put("text", shown(reply.body()));
        }
        return written;
    }

    private ObjectNode members(JsonNode object) {
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        object.properties()
                .forEach(member -> written.set(
                        side.withoutTokens(member.getKey()), member(member.getKey(), member.getValue(), object)));
        return written;
    }

    private JsonNode member(String name, JsonNode value, JsonNode siblings) {
        if (OF_A_KEY.contains(name)) {
            return new TextNode("<" + name + ">");
        }
        if (TOKENS.contains(name)) {
            return token(value.asText());
        }
        if (value.isObject()) {
            return members(value);
        }
        if (value.isArray()) {
            return list(name, value);
        }
        if (value.isIntegralNumber()) {
            return number(name, value, siblings);
        }
        return value.isTextual()
                ? new TextNode(UUID.matcher(shown(value.asText())).replaceAll("<uuid>"))
                : value;
    }

    /** The order of what a server supports means nothing, that of audiences does. */
    private JsonNode list(String name, JsonNode list) {
        ArrayNode written = JsonNodeFactory.instance.arrayNode();
        if (name.endsWith("_supported")) {
            Set<String> sorted = new TreeSet<>();
            list.forEach(item -> sorted.add(shown(item.asText())));
            sorted.forEach(written::add);
        } else {
            list.forEach(item -> written.add(member("", item, list)));
        }
        return written;
    }

    private static JsonNode number(String name, JsonNode value, JsonNode siblings) {
        // A server may write any number, and what is too long for a time is an answer, too.
        BigInteger number = value.bigIntegerValue();
        if (TIMES.contains(name)) {
            BigInteger age = number.subtract(BigInteger.valueOf(Instant.now().getEpochSecond()))
                    .abs();
            return age.compareTo(BigInteger.valueOf(RECENT.toSeconds())) < 0 ? new TextNode("<now>") : value;
        }
        if (name.equals("exp") && siblings.path("iat").isIntegralNumber()) {
            return new TextNode("<iat + " + number.subtract(siblings.get("iat").bigIntegerValue()) + ">");
        }
        // A second may pass between the token's making and its answer's.
        boolean aSecondLess = name.equals("expires_in") && value.canConvertToInt() && value.asInt() % 60 == 59;
        return aSecondLess ? new IntNode(value.asInt() + 1) : value;
    }

    /** Header and claims; of an encrypted one its header; of what is neither only that it is there. */
    private JsonNode token(String text) {
        String[] parts = DOT.split(text, -1);
        ObjectNode written = JsonNodeFactory.instance.objectNode();
        Optional<JsonNode> header = decoded(parts[0]);
        if (header.isPresent() && parts.length == SIGNED) {
            written.set("header", members(header.get()));
            written.set("payload", decoded(parts[1]).map(this::members).orElse(written.objectNode()));
        } else if (header.isPresent() && parts.length == ENCRYPTED) {
            written.set("encrypted", members(header.get()));
        } else {
            written.put("opaque", "<token>");
        }
        return written;
    }

    private static Optional<JsonNode> decoded(String part) {
        try {
            return object(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> object(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private String shown(String text) {
        return addresses(side.withoutTokens(text));
    }

    /** The doors in a realm answer with its addresses; told as those at the root. */
    private String addresses(String text) {
        String written = text.replace(side.origin(), "<origin>").replace(side.namedOrigin(), "<origin>");
        String path = side.path();
        return path.endsWith("/connect")
                ? written.replace("<origin>" + path + "/.well-known/", "<origin>/.well-known/")
                        .replace("<origin>" + path + "/", "<origin>/connect/")
                : written;
    }
}
