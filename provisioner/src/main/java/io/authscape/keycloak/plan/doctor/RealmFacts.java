package io.authscape.keycloak.plan.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.plan.BuiltInClients;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.JsonAttribute;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.plan.setup.AuthenticatorSwitch;
import io.authscape.keycloak.plan.setup.SetupPlan;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What was read of a realm.
 *
 * @param at when
 * @param loopback whether the server can only be this machine
 * @param hasJar whether our provider jar is on the server
 * @param settings the realm itself, as the Admin API tells it
 * @param profiles its client profiles, likewise
 * @param policies its client policies, likewise
 * @param setup what {@code setup} would do; {@code null} on a server without our jar
 * @param flows its authentication flows, likewise
 * @param executions what the flow by which clients sign in asks, likewise; missing on a server that doesn't know one of
 *     its authenticators
 * @param root what the root paths say
 * @param scopes all client scopes by name
 * @param scopeIds Keycloak's ids of them, by name
 * @param clients all clients by client id
 * @param clientIds Keycloak's ids of them, by client id
 */
public record RealmFacts(
        String realm,
        Instant at,
        boolean loopback,
        boolean hasJar,
        JsonNode settings,
        JsonNode profiles,
        JsonNode policies,
        SetupPlan setup,
        JsonNode flows,
        JsonNode executions,
        RootDoor root,
        Map<String, ScopeState> scopes,
        Map<String, String> scopeIds,
        Map<String, ClientState> clients,
        Map<String, String> clientIds) {

    public RealmFacts {
        scopes = Map.copyOf(scopes);
        scopeIds = Map.copyOf(scopeIds);
        clients = Map.copyOf(clients);
        clientIds = Map.copyOf(clientIds);
    }

    /** Those that people made, by client id: not Keycloak's own, not switched off, and for OpenID Connect. */
    List<ExaminedClient> examined() {
        return clients.values().stream()
                .filter(client -> !BuiltInClients.has(realm, client.clientId()))
                .map(client -> new ExaminedClient(client, this))
                .filter(ExaminedClient::isInUse)
                .sorted(Comparator.comparing(ExaminedClient::id))
                .toList();
    }

    /** All that AuthScape's attributes are on, switched off or not, by client id. */
    List<ExaminedClient> ours() {
        return clients.values().stream()
                .map(client -> new ExaminedClient(client, this))
                .filter(client -> client.isOurs()
                        || client.isHashed()
                        || client.networks().isPresent())
                .sorted(Comparator.comparing(ExaminedClient::id))
                .toList();
    }

    /** Whether the server knows every authenticator of the flow by which clients sign in. */
    boolean hasReadableFlow() {
        return !executions.isMissingNode();
    }

    /** Whether that flow asks ours. */
    boolean takesHashedSecrets() {
        return AuthenticatorSwitch.isOn(executions);
    }

    /** That flow's name. */
    String boundFlow() {
        return settings.path("clientAuthenticationFlow").asText();
    }

    Map<String, String> attributes() {
        return JsonAttribute.map(settings.path("attributes"));
    }
}
