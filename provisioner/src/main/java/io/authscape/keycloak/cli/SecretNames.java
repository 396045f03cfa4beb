package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names the environment variables of exported secrets: {@code background-service} is BACKGROUND_SERVICE_SECRET. */
final class SecretNames {

    private static final String BEFORE = "${env:";
    private static final String AFTER = "}";

    private SecretNames() {}

    /** A reference for each client that proves itself by a secret, by client id. */
    static Map<String, String> references(Seed seed, RealmState state) {
        Map<String, String> references = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (ClientSeed client : seed.clients()) {
            ClientState standing = state.clients().get(client.clientId());
            if (standing != null && standing.secret() != null && standing.provesBySecret()) {
                references.put(client.clientId(), BEFORE + free(variable(client.clientId()), taken) + AFTER);
            }
        }
        return references;
    }

    /** The variable that such a reference names. */
    static String variableOf(String reference) {
        return reference.substring(BEFORE.length(), reference.length() - AFTER.length());
    }

    private static String variable(String clientId) {
        String name =
                clientId.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^_|_$", "");
        return (name.isEmpty() || Character.isDigit(name.charAt(0)) ? "CLIENT_" + name : name) + "_SECRET";
    }

    /** {@code a-b} and {@code a.b} are two clients. */
    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }
}
