package io.authscape.keycloak.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** Asks a token endpoint the way a service does: a form with the client's id and secret in it. */
public final class TokenEndpoint {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;

    /**
     * Connections are kept for all requests.
     *
     * @param tls what to trust and to show in TLS connections; {@code null} for what the JVM brings
     */
    public TokenEndpoint(SSLContext tls) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        http = (tls == null ? builder : builder.sslContext(tls)).build();
    }

    /** Where a realm's clients get their tokens; {@code path} is below the realm's own. */
    public static URI of(URI server, String realm, String path) {
        // A name may have a blank or a plus; slashes and the like no realm has.
        String segment = URLEncoder.encode(realm, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(server + "/realms/" + segment + "/" + path);
    }

    /**
     * Sends the request.
     *
     * @throws IOException if there is no answer
     */
    public TokenAnswer ask(TokenRequest request) throws IOException, InterruptedException {
        HttpRequest form = HttpRequest.newBuilder(request.endpoint())
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(request.form()))
                .build();
        HttpResponse<String> response = http.send(form, HttpResponse.BodyHandlers.ofString());
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
