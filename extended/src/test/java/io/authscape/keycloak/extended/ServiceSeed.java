package io.authscape.keycloak.extended;

import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.Provisioner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The seed of one service and of the API that it calls. Its secrets are weak, so that their hashes are slow and what was
 * compared is remembered.
 */
record ServiceSeed(String clientId, List<String> permissions, Map<String, String> secrets) {

    static final String API = "api";
    static final String API_SECRET = "of-the-api";

    /** A service that may do all that these tests do. */
    static ServiceSeed of(String clientId, Map<String, String> secrets) {
        return new ServiceSeed(
                clientId,
                List.of("ept:token", "ept:revocation", "gt:client_credentials", "scp:api1", "scp:api2"),
                secrets);
    }

    ServiceSeed without(String permission) {
        List<String> fewer = new ArrayList<>(permissions);
        fewer.remove(permission);
        return new ServiceSeed(clientId, fewer, secrets);
    }

    ServiceSeed withSecrets(Map<String, String> others) {
        return new ServiceSeed(clientId, permissions, others);
    }

    /** Applies it by way of one node, as a pipeline does. */
    ServiceSeed applyAt(KeycloakServer node) {
        Provisioner.apply(node.rootRealm(), json(), Map.of());
        return this;
    }

    private String json() {
        String entries = secrets.entrySet().stream()
                .map(secret -> "{\"id\": \"%s\", \"secret\": \"%s\"}".formatted(secret.getKey(), secret.getValue()))
                .collect(Collectors.joining(", "));
        String list =
                permissions.stream().map(permission -> '"' + permission + '"').collect(Collectors.joining(", "));
        return """
                {
                  "version": 1, "owner": "cluster", "realm": "authscape",
                  "scopes": [
                    { "name": "api1", "resources": ["api"] },
                    { "name": "api2", "resources": ["api"] }
                  ],
                  "clients": [
                    { "clientId": "api", "clientSecret": "%2$s", "permissions": ["ept:introspection"] },
                    { "clientId": "%1$s", "permissions": [%3$s], "clientSecrets": [%4$s] }
                  ]
                }
                """.formatted(clientId, API_SECRET, list, entries);
    }
}
