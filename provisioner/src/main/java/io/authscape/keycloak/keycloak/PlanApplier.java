package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.RealmQuery;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.Refusal;
import io.authscape.keycloak.plan.RoleChange;
import io.authscape.keycloak.plan.ScopeChange;
import io.authscape.keycloak.plan.Verification;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Carries a plan out: roles, scopes, then the clients that use them, then a look at what came of it. */
final class PlanApplier {

    private final RealmResource realm;
    private final RealmReader reader;
    private final Progress progress;
    private final List<RoleChange> writtenRoles = new ArrayList<>();
    private final List<ScopeChange> writtenScopes = new ArrayList<>();
    private final List<ClientChange> writtenClients = new ArrayList<>();

    PlanApplier(RealmResource realm, RealmReader reader, Progress progress) {
        this.realm = realm;
        this.reader = reader;
        this.progress = progress;
    }

    void apply(Plan plan) {
        writeRoles(plan);
        ScopeWriter scopeWriter = new ScopeWriter(realm.clientScopes());
        Map<String, String> before = scopeIds();
        plan.scopes().stream()
                .filter(scope -> scope.action() != Action.NONE)
                .forEach(scope -> attempt(Verification.subject(scope), () -> {
                    write(scopeWriter, scope, before);
                    writtenScopes.add(scope);
                }));
        Map<String, String> after = writtenScopes.isEmpty() ? before : scopeIds();
        ClientWriter clientWriter = new ClientWriter(realm.clients(), after);
        plan.clients().stream()
                .filter(client -> client.action() != Action.NONE)
                .forEach(client -> attempt(Verification.subject(client), () -> {
                    write(clientWriter, client);
                    writtenClients.add(client);
                }));
        verify(plan.realm());
    }

    private void writeRoles(Plan plan) {
        if (!plan.writesRoles()) {
            return;
        }
        RoleWriter writer = new RoleWriter(realm);
        Map<String, RoleRepresentation> before =
                reader.roles().stream().collect(Collectors.toMap(RoleRepresentation::getName, role -> role));
        plan.roles().stream()
                .filter(role -> role.action() != Action.NONE)
                .forEach(role -> attempt(Verification.subject(role), () -> {
                    if (role.action() == Action.CREATE) {
                        writer.create(role.desired());
                    } else {
                        writer.update(role, before.get(role.name()));
                    }
                    writtenRoles.add(role);
                }));
    }

    private static void write(ScopeWriter writer, ScopeChange change, Map<String, String> ids) {
        if (change.action() == Action.CREATE) {
            writer.create(change.desired());
        } else {
            writer.update(change, ids.get(change.name()));
        }
    }

    private void write(ClientWriter writer, ClientChange change) {
        if (change.action() == Action.CREATE) {
            writer.create(change.desired());
        } else {
            writer.update(change, read(change.clientId()));
        }
    }

    private void verify(String name) {
        RealmState state = reader.read(new RealmQuery(
                !writtenRoles.isEmpty(),
                writtenClients.stream().map(ClientChange::clientId).toList(),
                Set.of()));
        Plan written = new Plan(name, writtenRoles, writtenScopes, writtenClients, List.of());
        Map<String, Refusal> wrong = Verification.remaining(written, state).stream()
                .collect(Collectors.toMap(Refusal::subject, refusal -> refusal));
        writtenRoles.forEach(role -> tell(wrong.get(Verification.subject(role)), () -> progress.done(role)));
        writtenScopes.forEach(scope -> tell(wrong.get(Verification.subject(scope)), () -> progress.done(scope)));
        for (ClientChange client : writtenClients) {
            String subject = Verification.subject(client);
            tell(
                    wrong.get(subject),
                    () -> attempt(subject, () -> {
                        checkServiceAccount(client);
                        progress.done(client);
                    }));
        }
    }

    private void tell(Refusal wrong, Runnable done) {
        if (wrong == null) {
            done.run();
        } else {
            progress.failed(wrong);
        }
    }

    private void checkServiceAccount(ClientChange change) {
        if (change.desired().wantsServiceAccount()) {
            String id = read(change.clientId()).getId();
            Calls.get(
                    "find the service account of client " + Quoted.of(change.clientId()),
                    () -> realm.clients().get(id).getServiceAccountUser());
        }
    }

    private ClientRepresentation read(String clientId) {
        return reader.client(clientId)
                .orElseThrow(() -> new KeycloakFailure(Kind.REFUSED, "it has vanished in the meantime"));
    }

    /** One role, scope or client that Keycloak refuses doesn't stop the others; a lost connection does. */
    private void attempt(String subject, Runnable work) {
        try {
            work.run();
        } catch (KeycloakFailure e) {
            if (e.kind() != Kind.REFUSED) {
                throw e;
            }
            progress.failed(new Refusal(subject, e.getMessage()));
        }
    }

    private Map<String, String> scopeIds() {
        return reader.scopes().stream()
                .collect(Collectors.toMap(ClientScopeRepresentation::getName, ClientScopeRepresentation::getId));
    }
}
