package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.DesiredClient;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.Refusal;
import io.authscape.keycloak.plan.ScopeDelta;
import io.authscape.keycloak.seed.Quoted;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.ClientsResource;
import org.keycloak.representations.idm.ClientRepresentation;

/** Writes clients, each with what is attached to it; safe for use by several threads. */
final class ClientWriter {

    private final ClientsResource clients;
    private final ServiceAccounts serviceAccounts;
    private final Map<String, String> scopeIds;
    private final Map<String, String> withoutServiceAccount = new ConcurrentHashMap<>();

    /**
     * @param scopeIds Keycloak's ids of all client scopes by name
     */
    ClientWriter(ClientsResource clients, ServiceAccounts serviceAccounts, Map<String, String> scopeIds) {
        this.clients = clients;
        this.serviceAccounts = serviceAccounts;
        this.scopeIds = scopeIds;
    }

    void write(ClientChange change) {
        try {
            writeOnce(change);
        } catch (KeycloakFailure e) {
            throw e.isConflict() && change.desired().wantsServiceAccount() ? namingTheUser(change, e) : e;
        }
    }

    /** Keycloak says of the client that it exists already, whichever of the two names is taken. */
    private static KeycloakFailure namingTheUser(ClientChange change, KeycloakFailure e) {
        // Keycloak writes user names small.
        String account = "service-account-" + change.name().toLowerCase(Locale.ROOT);
        return new KeycloakFailure(
                KeycloakFailure.Kind.REFUSED,
                e.getMessage() + "; unless such a client was made meanwhile, the user " + Quoted.of(account)
                        + " exists, whom its service account would be: rename or delete that user");
    }

    private void writeOnce(ClientChange change) {
        // Without an id, an earlier try of ours is likely to have made it; what counts is what stands.
        String id = change.action() == Action.CREATE
                ? create(change).orElseGet(() -> read(change).getId())
                : update(change);
        if (change.desired().wantsServiceAccount()) {
            lookForServiceAccount(change, id);
        }
    }

    void delete(ClientChange change) {
        String id = read(change).getId();
        Calls.delete("delete client " + Quoted.of(change.name()), () -> clients.get(id)
                .remove());
    }

    /** Why a client that was written can't get a token all the same; empty if it can, or never asked for one. */
    Optional<Refusal> withoutServiceAccount(Entry entry) {
        return Optional.ofNullable(withoutServiceAccount.get(entry.subject()))
                .map(reason -> new Refusal(entry.subject(), "serviceAccountsEnabled", reason));
    }

    private Optional<String> create(ClientChange change) {
        DesiredClient desired = change.desired();
        String doing = "create client " + Quoted.of(desired.clientId());
        // A scope that Keycloak doesn't know would be dropped without a word.
        desired.defaultScopes().forEach(scope -> scopeId(doing, scope));
        desired.optionalScopes().forEach(scope -> scopeId(doing, scope));
        ClientRepresentation client = Representations.representation(change, Instant.now());
        return Calls.create(doing, () -> clients.create(client));
    }

    /** Reads the client first: a PUT wants it whole, and what isn't ours has to stay as it is now. */
    private String update(ClientChange change) {
        String doing = "change client " + Quoted.of(change.name());
        ClientRepresentation full = read(change);
        ClientResource client = clients.get(full.getId());
        if (change.touchesRepresentation()) {
            // Said again, Keycloak attaches its scope 'service_account' again; left out, it stays as it is.
            full.setServiceAccountsEnabled(null);
            change.fields().forEach(field -> Representations.set(full, field.key(), field.after()));
            change.attributes().forEach(attribute -> full.getAttributes().put(attribute.key(), attribute.after()));
            ClientSecrets.write(change, full, Instant.now());
            Calls.run(doing, () -> client.update(full));
        }
        attach(doing, client, change.defaultScopes(), change.optionalScopes());
        return full.getId();
    }

    private ClientRepresentation read(ClientChange change) {
        return Calls.get("read client " + Quoted.of(change.name()), () -> clients.findByClientId(change.name()))
                .stream()
                .filter(client -> client.getClientId().equals(change.name()))
                .findFirst()
                .orElseThrow(Calls::vanished);
    }

    /** Asked for, Keycloak makes one where it is missing. */
    private void lookForServiceAccount(ClientChange change, String id) {
        String doing = "find the service account of client " + Quoted.of(change.name());
        try {
            Calls.get(doing, () -> serviceAccounts.of(id));
        } catch (KeycloakFailure e) {
            if (e.kind() != KeycloakFailure.Kind.REFUSED) {
                throw e;
            }
            withoutServiceAccount.put(change.subject(), e.getMessage());
        }
    }

    private void attach(String doing, ClientResource client, ScopeDelta standard, ScopeDelta optional) {
        // Keycloak ignores an attachment of what is attached the other way: such a scope has to go first. All others
        // go last, so that none is missing in between.
        Set<String> toOptional = both(standard.detach(), optional.attach());
        Set<String> toDefault = both(optional.detach(), standard.attach());
        each(doing, toOptional, client::removeDefaultClientScope);
        each(doing, toDefault, client::removeOptionalClientScope);
        each(doing, standard.attach(), client::addDefaultClientScope);
        each(doing, optional.attach(), client::addOptionalClientScope);
        each(doing, without(standard.detach(), toOptional), client::removeDefaultClientScope);
        each(doing, without(optional.detach(), toDefault), client::removeOptionalClientScope);
    }

    private void each(String doing, Collection<String> scopes, Consumer<String> call) {
        for (String scope : scopes) {
            String id = scopeId(doing, scope);
            Calls.run(doing, () -> call.accept(id));
        }
    }

    private String scopeId(String doing, String scope) {
        String id = scopeIds.get(scope);
        if (id == null) {
            throw new KeycloakFailure(
                    KeycloakFailure.Kind.REFUSED, "can't " + doing + ": scope " + Quoted.of(scope) + " doesn't exist");
        }
        return id;
    }

    private static Set<String> both(Set<String> a, Set<String> b) {
        Set<String> both = new TreeSet<>(a);
        both.retainAll(b);
        return both;
    }

    private static Set<String> without(Set<String> a, Set<String> b) {
        Set<String> without = new TreeSet<>(a);
        without.removeAll(b);
        return without;
    }
}
