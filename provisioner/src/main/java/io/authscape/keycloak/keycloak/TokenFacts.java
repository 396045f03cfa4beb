package io.authscape.keycloak.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.HashedSecrets;
import io.authscape.keycloak.plan.JsonAttribute;
import io.authscape.keycloak.plan.RealmQuery;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.explain.ClientFacts;
import io.authscape.keycloak.plan.explain.ServerFacts;
import io.authscape.keycloak.plan.setup.Lock;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.keycloak.admin.client.resource.RealmResource;

/** Reads what counts for token requests; writes nothing. */
public final class TokenFacts {

    /** Keycloak's own ids, and those of users in a federated store. */
    private static final Pattern USER_ID = Pattern.compile("[0-9a-fA-F-]{36}|f:.*");

    /** What Keycloak takes in a realm that says nothing, in seconds. */
    private static final int KEYCLOAKS_SESSION = 36_000;

    private final RealmResource realm;
    private final RealmReader reader;
    private final SetupApi api;
    private final String name;
    private final String authRealm;

    TokenFacts(RealmResource realm, RealmReader reader, SetupApi api, String name, String authRealm) {
        this.realm = realm;
        this.reader = reader;
        this.api = api;
        this.name = name;
        this.authRealm = authRealm;
    }

    /**
     * What counts for every request.
     *
     * @throws KeycloakFailure if there is no answer, or the account may not read it
     */
    public ServerFacts server() {
        JsonNode settings = read("settings", () -> api.realm(name));
        Map<String, String> attributes = new HashMap<>(JsonAttribute.map(settings.path("attributes")));
        JsonNode profiles = read("client profiles", () -> api.clientProfiles(name));
        JsonNode policies = read("client policies", () -> api.clientPolicies(name));
        int session = settings.path("ssoSessionMaxLifespan").asInt();
        return new ServerFacts(
                ProviderJar.isOn(api, authRealm),
                Lock.isOn(profiles, policies),
                Lock.limitsNetworks(profiles, policies),
                new ClientFlow(api, name).hashedSecrets() == HashedSecrets.ACCEPTED,
                Instant.now(),
                settings.path("enabled").asBoolean(),
                attributes,
                settings.path("accessTokenLifespan").asInt(),
                session > 0 ? session : KEYCLOAKS_SESSION,
                settings.path("clientSessionMaxLifespan").asInt());
    }

    /**
     * What counts for one client's requests.
     *
     * @throws KeycloakFailure if there is no answer, or the account may not read it
     */
    public ClientFacts client(String clientId) {
        RealmState state = reader.read(new RealmQuery(false, Set.of(), List.of(clientId), Set.of(), false, Set.of()));
        ClientState client = state.clients().get(clientId);
        Long number = client == null
                ? null
                : JsonAttribute.number(client.attributes().getOrDefault(AttributeNames.ACTS_AS, ""));
        return new ClientFacts(
                client,
                client != null && isUser(clientId),
                number == null ? List.of() : reader.users(number),
                state.scopes());
    }

    private boolean isUser(String id) {
        return USER_ID.matcher(id).matches()
                && Calls.get("look for a user with the id of the client", () -> {
                    try {
                        realm.users().get(id).toRepresentation();
                        return true;
                    } catch (NotFoundException e) {
                        return false;
                    }
                });
    }

    private JsonNode read(String what, Supplier<JsonNode> call) {
        return Calls.get("read the " + what + " of realm " + Quoted.of(name), () -> {
            try {
                return call.get();
            } catch (NotFoundException e) {
                throw MissingRealm.of(name);
            } catch (ForbiddenException e) {
                throw new KeycloakFailure(Kind.NOT_ALLOWED, "explain needs 'view-realm' and 'view-clients'");
            }
        });
    }
}
