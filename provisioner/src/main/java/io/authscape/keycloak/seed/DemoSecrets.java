package io.authscape.keycloak.seed;

import java.util.Set;

/** The secrets that AuthScape's own documents print: everybody knows them. */
public final class DemoSecrets {

    /** The clients that the documents print them for. */
    public static final Set<String> CLIENTS =
            Set.of("background-service", "postman", "resource_server_1", "rust_server");

    public static final Set<String> PRINTED = Set.of(
            "service-secret-here",
            "postman-secret",
            "846B62D0-DEF9-4215-A99D-86E6B8DAB342",
            "A1F3E2D4-8B7C-4A9E-B6D5-3C2E1F0A9B8D");

    private DemoSecrets() {}

    /** Whether the documents print a secret of this client. */
    public static boolean areIn(ClientSeed client) {
        return client.secrets().stream()
                .anyMatch(secret -> secret.value() != null
                        && PRINTED.contains(secret.value().reveal()));
    }
}
