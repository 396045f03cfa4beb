package io.authscape.keycloak.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.authscape.keycloak.plan.setup.Lock;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import java.util.List;

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

    /**
     * Finds out whether the jar knows what a realm is about to be told of: Keycloak refuses a client profile with an
     * executor that it doesn't know, and by then the steps before would be written.
     *
     * @param profiles the client profiles, as they are to be written
     * @throws KeycloakFailure if the jar is older than this program
     */
    static void requireExecutors(SetupApi api, JsonNode profiles) {
        JsonNode known = Calls.get("see what AuthScape's provider jar knows", () -> {
            try {
                return api.serverInfo().at("/providers/client-policy-executor/providers");
            } catch (ForbiddenException e) {
                return MissingNode.getInstance();
            }
        });
        List<String> unknown = Lock.executors(profiles).stream()
                .filter(executor -> !known.has(executor))
                .toList();
        if (!known.isMissingNode() && !unknown.isEmpty()) {
            throw new KeycloakFailure(
                    KeycloakFailure.Kind.REFUSED,
                    "AuthScape's provider jar on this server is older than this provisioner: it lacks the executor "
                            + Quoted.list(unknown) + "; copy this version's authscape-keycloak-spi.jar to Keycloak's"
                            + " folder " + Quoted.of("providers") + "; nothing was written");
        }
    }

    static KeycloakFailure isMissing(String realm) {
        return new KeycloakFailure(
                KeycloakFailure.Kind.REFUSED,
                "AuthScape's provider jar is not on this server: nothing answers at /realms/" + realm
                        + "/connect/.well-known/jwks; copy authscape-keycloak-spi.jar to Keycloak's folder "
                        + Quoted.of("providers") + ", or let the path through if a proxy stands before Keycloak");
    }
}
