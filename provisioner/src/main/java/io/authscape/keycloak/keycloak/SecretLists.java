package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ForbiddenException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keycloak.admin.client.resource.ClientsResource;
import org.keycloak.representations.idm.ClientRepresentation;

/** Reads and changes the hashed secrets of clients, and nothing else of them. */
public final class SecretLists {

    /** Keycloak knows no condition for a write: another one at the same moment wins now and then. */
    private static final int TRIES = 3;

    private final ClientsResource clients;
    private final RealmReader reader;

    SecretLists(ClientsResource clients, RealmReader reader) {
        this.clients = clients;
        this.reader = reader;
    }

    /** The client as it stands; empty if there is none. */
    public Optional<ClientState> client(String clientId) {
        return reader.client(clientId).map(Representations::state);
    }

    /** All clients of the realm, with a list or without. */
    public Collection<ClientState> clients() {
        return reader.everyClient().found().values();
    }

    /**
     * Changes the list, as it stands at that moment.
     *
     * @return the list that stands afterwards
     * @throws KeycloakFailure if the client is gone, Keycloak refuses, or others keep writing
     */
    public SecretList change(String clientId, UnaryOperator<SecretList> change) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            ClientRepresentation full = reader.client(clientId).orElseThrow(Calls::vanished);
            SecretList before = list(full);
            SecretList after = change.apply(before);
            if (after.equals(before)) {
                return before;
            }
            write(clientId, full, after);
            String standing = attributes(reader.client(clientId).orElseThrow(Calls::vanished))
                    .get(AttributeNames.SECRETS);
            if (after.text().equals(standing)) {
                return after;
            }
        }
        throw new KeycloakFailure(
                KeycloakFailure.Kind.REFUSED,
                "somebody else keeps changing the secrets of client " + Quoted.of(clientId) + "; run again");
    }

    private void write(String clientId, ClientRepresentation full, SecretList after) {
        // Said again, Keycloak attaches its scope 'service_account' again; left out, it stays as it is.
        full.setServiceAccountsEnabled(null);
        Map<String, String> attributes = new HashMap<>(attributes(full));
        attributes.put(AttributeNames.SECRETS, after.text());
        full.setAttributes(attributes);
        Calls.run("change the secrets of client " + Quoted.of(clientId), () -> {
            try {
                clients.get(full.getId()).update(full);
            } catch (ForbiddenException e) {
                throw new KeycloakFailure(
                        KeycloakFailure.Kind.NOT_ALLOWED,
                        "to change the secrets of client " + Quoted.of(clientId) + " needs 'manage-clients'");
            }
        });
    }

    private static SecretList list(ClientRepresentation client) {
        return SecretList.read(attributes(client));
    }

    private static Map<String, String> attributes(ClientRepresentation client) {
        return client.getAttributes() == null ? Map.of() : client.getAttributes();
    }
}
