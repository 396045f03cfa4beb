package io.authscape.keycloak.token;

import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.Seed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A client credentials request, as AuthScape's services send it.
 *
 * @param scopes the scopes asked for; empty for none at all
 */
public record TokenRequest(URI endpoint, String clientId, Secret secret, List<String> scopes) {

    public TokenRequest {
        scopes = List.copyOf(scopes);
    }

    /** The clients of a seed that can ask for a token: they may, and the seed says their secret. */
    public static Stream<ClientSeed> clientsOf(Seed seed) {
        return seed.clients().stream()
                .filter(client -> client.may(Permissions.TOKEN_ENDPOINT))
                .filter(client -> client.may(Permissions.CLIENT_CREDENTIALS_GRANT))
                .filter(ClientSeed::hasUsableSecret);
    }

    /** A request for a token with all scopes that the client may ask for. */
    public static TokenRequest of(ClientSeed client, URI endpoint) {
        List<String> permissions = client.permissions() == null ? List.of() : client.permissions();
        List<String> scopes = permissions.stream()
                .filter(permission -> permission.startsWith(Permissions.SCOPE_PREFIX))
                .map(permission -> permission.substring(Permissions.SCOPE_PREFIX.length()))
                .distinct()
                .toList();
        return new TokenRequest(endpoint, client.clientId(), client.secret(), scopes);
    }

    /** The form, secret included: for the wire only. */
    String form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", clientId);
        form.put("client_secret", secret.reveal());
        if (!scopes.isEmpty()) {
            form.put("scope", String.join(" ", scopes));
        }
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
