package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.NotFoundException;

/** Whether the server has our provider jar. */
final class ProviderJar {

    private ProviderJar() {}

    /**
     * Asks for the key set below {@code connect}: 1.5 KB in 6 to 15 ms, no rights needed, and only our jar answers there.
     * The list of all providers ({@code /admin/serverinfo}) has 300 KB and takes 30 to 50 ms.
     *
     * @param realm one that certainly exists, such as the one that the account is in
     */
    static boolean isOn(SetupApi api, String realm) {
        return Calls.get("see whether AuthScape's provider jar is on the server", () -> {
            try {
                return api.connectKeys(realm).has("keys");
            } catch (NotFoundException e) {
                return false;
            }
        });
    }

    static KeycloakFailure isMissing(String realm) {
        return new KeycloakFailure(
                KeycloakFailure.Kind.REFUSED,
                "AuthScape's provider jar is not on this server: nothing answers at /realms/" + realm
                        + "/connect/.well-known/jwks; copy authscape-keycloak-spi.jar to Keycloak's folder "
                        + Quoted.of("providers") + ", or let the path through if a proxy stands before Keycloak");
    }
}
