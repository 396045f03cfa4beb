package io.authscape.keycloak.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client credentials request, and what its answer means. */
final class TokenRequest {

    private static final int UNAUTHORIZED = 401;
    private static final int MOST_TRIES_OF_SECRETS = 2;

    private final Endpoint endpoint;
    private final String clientId;
    private final ClientCredential credential;
    private final HttpClient http;
    private final Duration timeout;
    private final InstantSource clock;

    TokenRequest(
            Endpoint endpoint,
            String clientId,
            ClientCredential credential,
            HttpClient http,
            Duration timeout,
            InstantSource clock) {
        this.endpoint = endpoint;
        this.clientId = clientId;
        this.credential = credential;
        this.http = http;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Sends it. A secret that was refused and has been replaced meanwhile is no refusal: the new one is sent at once.
     *
     * @throws TokenRefusedException if the server says no
     * @throws PassingTrouble if it may be worth a second request
     */
    AccessToken send(List<String> scopes) throws PassingTrouble, InterruptedException {
        for (int tried = 1; ; tried++) {
            URI uri = endpoint.uri();
            Map<String, String> proof = proof();
            long asked = clock.millis();
            Answer answer = Answer.to(form(uri, scopes, proof), http, timeout, clock);
            if (answer.status() == 200) {
                return token(answer, uri, scopes, asked);
            }
            TokenException refusal = refusal(answer, uri);
            boolean replaced =
                    refusal instanceof TokenRefusedException refused && isOfClient(refused) && isReplaced(proof);
            if (!replaced || tried == MOST_TRIES_OF_SECRETS) {
                throw refusal;
            }
        }
    }

    /** Keycloak's own endpoint says 401 and unauthorized_client of a wrong secret. */
    private static boolean isOfClient(TokenRefusedException refused) {
        return refused.status() == UNAUTHORIZED || refused.error() == OAuthError.INVALID_CLIENT;
    }

    private Map<String, String> proof() throws PassingTrouble {
        try {
            return credential.parameters(clientId, endpoint.audience());
        } catch (RuntimeException e) {
            // A file that is being replaced, or a store that restarts: both pass.
            throw new PassingTrouble("the supplier of the " + credential + " failed: " + e.getMessage(), e);
        }
    }

    private boolean isReplaced(Map<String, String> sent) throws PassingTrouble {
        try {
            return credential.isNewerThan(sent);
        } catch (RuntimeException e) {
            throw new PassingTrouble("the supplier of the " + credential + " failed: " + e.getMessage(), e);
        }
    }

    private HttpRequest form(URI uri, List<String> scopes, Map<String, String> proof) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", clientId);
        form.putAll(proof);
        if (!scopes.isEmpty()) {
            form.put("scope", String.join(" ", scopes));
        }
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(Form.of(form)))
                .build();
    }

    private static AccessToken token(Answer answer, URI uri, List<String> scopes, long asked) throws PassingTrouble {
        String value = answer.body().path("access_token").asText("");
        String type = answer.body().path("token_type").asText("Bearer");
        if (value.isEmpty() || !type.equalsIgnoreCase("Bearer")) {
            throw new PassingTrouble(uri + " answered 200 without a bearer token", null);
        }
        Duration lifetime =
                Duration.ofSeconds(Math.max(0, answer.body().path("expires_in").asLong(0)));
        String granted = answer.body().path("scope").asText(String.join(" ", scopes));
        return new AccessToken(value, granted.isBlank() ? List.of() : List.of(granted.split(" ")), asked, lifetime);
    }

    private static TokenException refusal(Answer answer, URI uri) {
        if (answer.error().isEmpty()) {
            return new TokenConfigurationException(
                    uri + " answered " + answer.status() + " without an OAuth error: is it a token endpoint?", null);
        }
        return new TokenRefusedException(answer.status(), answer.error(), answer.errorDescription(), null);
    }
}
