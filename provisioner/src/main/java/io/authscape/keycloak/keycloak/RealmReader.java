package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/** Reads from a realm what a plan needs to know of it. */
final class RealmReader {

    private final RealmResource realm;
    private final String name;

    RealmReader(RealmResource realm, String name) {
        this.realm = realm;
        this.name = name;
    }

    RealmState read(Collection<String> clientIds) {
        Map<String, ScopeState> scopes = new HashMap<>();
        for (ClientScopeRepresentation scope : scopes()) {
            scopes.put(scope.getName(), Representations.state(scope));
        }
        Map<String, ClientState> clients = new HashMap<>();
        for (String clientId : clientIds) {
            client(clientId).ifPresent(client -> clients.put(clientId, Representations.state(client)));
        }
        return new RealmState(scopes, clients);
    }

    List<ClientScopeRepresentation> scopes() {
        return Calls.get("read the client scopes of realm " + Quoted.of(name), () -> {
            try {
                return realm.clientScopes().findAll();
            } catch (NotFoundException e) {
                throw new KeycloakFailure(
                        KeycloakFailure.Kind.REFUSED,
                        "the realm " + Quoted.of(name) + " doesn't exist; import realm-config/authscape-realm.json");
            } catch (NotAuthorizedException e) {
                throw new KeycloakFailure(
                        KeycloakFailure.Kind.NOT_ALLOWED,
                        "Keycloak's Admin API doesn't know the account by its token; a client that signs in needs the"
                                + " client scope 'basic'");
            }
        });
    }

    /** The client with exactly this id, full. */
    Optional<ClientRepresentation> client(String clientId) {
        return Calls.get("read client " + Quoted.of(clientId), () -> realm.clients()
                        .findByClientId(clientId))
                .stream()
                .filter(client -> client.getClientId().equals(clientId))
                .findFirst();
    }
}
