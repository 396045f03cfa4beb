package io.authscape.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Requests as a service sends them, by the JDK's HTTP client. */
public final class Wire {

    /** AuthScape's documented request, word for word. */
    public static final String DOCUMENTED_BODY = "grant_type=client_credentials&client_id=background-service"
            + "&client_secret=service-secret-here&scope=api1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;

    private Wire(Version version) {
        client = HttpClient.newBuilder().version(version).build();
    }

    public static Wire http1() {
        return new Wire(Version.HTTP_1_1);
    }

    public static Wire http2() {
        return new Wire(Version.HTTP_2);
    }

    public HttpResponse<String> post(URI uri, String form) {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    public HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri).build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return json(response.body());
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String accessToken(HttpResponse<String> response) {
        return json(response).path("access_token").asText();
    }
}
