package io.authscape.keycloak.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines, sent in their order through one door. What one line gets, a later one sends. */
final class Replay {

    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z]+[0-9]*)");

    private final HttpClient http =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final String origin;
    private final Door door;
    private final Map<String, String> got = new HashMap<>();

    Replay(String origin, Door door) {
        this.origin = origin;
        this.door = door;
    }

    /** Keycloak's answer, in the captures' notation. */
    ObjectNode send(WireLine line) {
        URI uri = URI.create(origin + door.path(filled(line.path())));
        Answer answer = new Answer(line.needsPerson() ? Person.signIn(uri) : send(request(line, uri)));
        line.yields().forEach((name, member) -> got.put(name, answer.member(member)));
        return new Notation(origin, door, SigningKeys.of(keys())).of(answer);
    }

    private HttpRequest request(WireLine line, URI uri) {
        JsonNode body = line.request().path("body");
        BodyPublisher content =
                body.isTextual() ? BodyPublishers.ofString(filled(body.asText())) : BodyPublishers.noBody();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(line.method(), content);
        line.request()
                .path("headers")
                .forEach(header -> request.header(
                        header.get(0).asText(), filled(header.get(1).asText())));
        return request.build();
    }

    private String filled(String text) {
        return VARIABLE.matcher(text).replaceAll(variable -> {
            assertThat(got).as("what earlier lines got").containsKey(variable.group(1));
            return Matcher.quoteReplacement(got.get(variable.group(1)));
        });
    }

    /** The keys that this door shows, by which tokens must be signed. */
    private String keys() {
        return send(HttpRequest.newBuilder(URI.create(origin + door.path("/.well-known/jwks")))
                        .build())
                .body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
