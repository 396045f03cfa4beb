package io.authscape.keycloak.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Talks to Vault's HTTP API, signed in. What Vault says in words stays here: it may repeat what it was sent. */
class VaultConnection {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 200;
    /** Busy, or not the node to ask just now; 412 is a replica that doesn't know yet what was written. */
    private static final Set<Integer> PASSING = Set.of(412, 429, 500, 502, 503, 504);

    private final VaultSettings settings;
    private HttpClient client;
    private Secret token;

    VaultConnection(VaultSettings settings) {
        this.settings = settings;
    }

    Answer get(String path) {
        return send(request(path).GET(), true);
    }

    Answer post(String path, JsonNode body) {
        return send(request(path).POST(BodyPublishers.ofString(body.toString())), true);
    }

    private Answer send(HttpRequest.Builder request, boolean signedIn) {
        if (signedIn) {
            request.setHeader("X-Vault-Token", token().reveal());
        }
        HttpRequest ready = request.build();
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = client().send(ready, BodyHandlers.ofString());
                if (!PASSING.contains(response.statusCode()) || attempt == ATTEMPTS) {
                    return answer(response);
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new SecretStoreException(
                            Kind.UNREACHABLE,
                            "Vault at " + settings.address() + " doesn't answer ("
                                    + e.getClass().getSimpleName() + "); check VAULT_ADDR and VAULT_CACERT");
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
            pause(FIRST_PAUSE_MILLIS << (2 * (attempt - 1)));
        }
    }

    private synchronized Secret token() {
        if (token == null) {
            token = settings.token().orElseGet(this::signIn);
        }
        return token;
    }

    private Secret signIn() {
        String role = settings.roleId()
                .orElseThrow(
                        () -> VaultSettings.wrong(
                                "nobody to ask Vault as; set VAULT_TOKEN, VAULT_TOKEN_FILE, or VAULT_ROLE_ID and VAULT_SECRET_ID"));
        JsonNode body = JSON.valueToTree(
                Map.of("role_id", role, "secret_id", settings.secretId().reveal()));
        Answer answer = send(request("auth/approle/login").POST(BodyPublishers.ofString(body.toString())), false);
        String issued = answer.body().path("auth").path("client_token").asText();
        if (answer.status() != 200 || issued.isEmpty()) {
            throw new SecretStoreException(
                    Kind.DENIED,
                    "Vault refuses the AppRole (" + answer.status() + "); check VAULT_ROLE_ID and VAULT_SECRET_ID");
        }
        return new Secret(issued);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.address() + "/v1/" + path))
                .timeout(ANSWER)
                .setHeader("X-Vault-Request", "true");
        settings.namespace().ifPresent(namespace -> request.setHeader("X-Vault-Namespace", namespace));
        return request;
    }

    private synchronized HttpClient client() {
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT);
            settings.certificates().map(PrivateTrust::of).ifPresent(builder::sslContext);
            client = builder.build();
        }
        return client;
    }

    private static Answer answer(HttpResponse<String> response) {
        try {
            JsonNode body = JSON.readTree(response.body());
            return new Answer(response.statusCode(), body);
        } catch (JsonProcessingException e) {
            return new Answer(response.statusCode(), JSON.missingNode());
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static SecretStoreException interrupted() {
        Thread.currentThread().interrupt();
        return new SecretStoreException(Kind.UNREACHABLE, "the run was stopped");
    }

    /**
     * @param body missing if it was no JSON
     */
    record Answer(int status, JsonNode body) {

        /** It may hold secrets. */
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }
}
