package io.authscape.keycloak.plan;

import java.util.Set;

/** The clients that Keycloak makes for itself in each realm. */
public final class BuiltInClients {

    private static final Set<String> IN_EACH_REALM = Set.of(
            "account",
            "account-console",
            "admin-cli",
            "broker",
            "realm-management",
            "security-admin-console",
            "master-realm");

    private static final String MASTER = "master";

    private BuiltInClients() {}

    /** The realm master has a client for each other realm, on which the rights to administer that realm hang. */
    public static boolean has(String realm, String clientId) {
        return IN_EACH_REALM.contains(clientId) || (realm.equals(MASTER) && clientId.endsWith("-realm"));
    }
}
