package io.authscape.keycloak.extended;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Wire;
import java.net.URI;
import java.net.http.HttpResponse;

/** AuthScape's and Keycloak's endpoints, below one address: a node's own, or the load balancer's. */
record Door(URI root) {

    /** The form by which a service asks for a token. */
    static String form(String clientId, String secret, String scope) {
        return credentials(clientId, secret) + "&grant_type=client_credentials&scope=" + scope;
    }

    URI token() {
        return root.resolve("connect/token");
    }

    HttpResponse<String> ask(String clientId, String secret, String scope) {
        return Wire.http1().post(token(), form(clientId, secret, scope));
    }

    /** An access token for the scope {@code api1}. */
    String accessToken(String clientId, String secret) {
        HttpResponse<String> response = ask(clientId, secret, "api1");
        if (response.statusCode() != 200) {
            throw new AssertionError("no token: " + response.statusCode() + " " + response.body());
        }
        return Wire.accessToken(response);
    }

    /** What AuthScape's introspection tells the API about a token. */
    JsonNode introspect(String token) {
        return introspect("connect/introspect", token);
    }

    /** What Keycloak's own tells it. */
    JsonNode introspectNatively(String token) {
        return introspect("realms/authscape/protocol/openid-connect/token/introspect", token);
    }

    private JsonNode introspect(String path, String token) {
        return Wire.json(Wire.http1()
                .post(root.resolve(path), credentials(ServiceSeed.API, ServiceSeed.API_SECRET) + "&token=" + token));
    }

    HttpResponse<String> revoke(String clientId, String secret, String token) {
        return Wire.http1().post(root.resolve("connect/revocation"), credentials(clientId, secret) + "&token=" + token);
    }

    private static String credentials(String clientId, String secret) {
        return "client_id=" + clientId + "&client_secret=" + secret;
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
