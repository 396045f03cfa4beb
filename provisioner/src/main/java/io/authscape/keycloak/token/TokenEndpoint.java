package io.authscape.keycloak.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Asks a token endpoint the way a service does: a form with the client's id and secret in it. */
public final class TokenEndpoint {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TokenEndpoint() {}

    /**
     * Sends the request.
     *
     * @param tls what to trust and to show in TLS connections; {@code null} for what the JVM brings
     * @throws IOException if there is no answer
     */
    public static TokenAnswer ask(TokenRequest request, SSLContext tls) throws IOException, InterruptedException {
        HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(PATIENCE);
        if (tls != null) {
            http.sslContext(tls);
        }
        HttpRequest form = HttpRequest.newBuilder(request.endpoint())
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.form()))
                .build();
        HttpResponse<String> response = http.build().send(form, HttpResponse.BodyHandlers.ofString());
        return new TokenAnswer(response.statusCode(), object(response.body()));
    }

    private static JsonNode object(String body) {
        ObjectMapper json = new ObjectMapper();
        try {
            JsonNode node = json.readTree(body);
            return node.isObject() ? node : json.createObjectNode();
        } catch (JsonProcessingException e) {
            // A proxy's error page, for example: the status says enough.
            return json.createObjectNode();
        }
    }
}
