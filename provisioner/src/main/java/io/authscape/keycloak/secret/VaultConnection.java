package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.authscape.keycloak.secret.RemoteApi.Answer;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;

/** Talks to Vault's HTTP API, signed in. What Vault says in words stays here: it may repeat what it was sent. */
class VaultConnection {

    /** Busy, or not the node to ask just now; 412 is a replica that doesn't know yet what was written. */
    private static final Set<Integer> PASSING = Set.of(412, 429, 500, 502, 503, 504);

    private final VaultSettings settings;
    private final RemoteApi api;
    private Secret token;

    VaultConnection(VaultSettings settings) {
        this.settings = settings;
        api = new RemoteApi(
                () -> "Vault at " + settings.address(),
                "VAULT_ADDR and VAULT_CACERT",
                PASSING,
                () -> settings.certificates().map(file -> PrivateTrust.of("VAULT_CACERT", file)));
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, JsonNode body) {
        return send(request(path).POST(BodyPublishers.ofString(body.toString())));
    }

    private Answer send(HttpRequest.Builder request) {
        return api.send(request.setHeader("X-Vault-Token", token().reveal()));
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
        JsonNode body = JsonNodeFactory.instance
                .objectNode()
                .put("role_id", role)
                .put("secret_id", settings.secretId().reveal());
        Answer answer = api.send(request("auth/approle/login").POST(BodyPublishers.ofString(body.toString())));
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
                .setHeader("X-Vault-Request", "true");
        settings.namespace().ifPresent(namespace -> request.setHeader("X-Vault-Namespace", namespace));
        return request;
    }
}
