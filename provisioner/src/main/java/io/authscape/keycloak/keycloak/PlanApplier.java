package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.RealmQuery;
import io.authscape.keycloak.plan.Refusal;
import io.authscape.keycloak.plan.RoleChange;
import io.authscape.keycloak.plan.Verification;
import io.authscape.keycloak.seed.Quoted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/**
 * Carries a plan out: roles, scopes, then the clients that use them; then deletions, the other way round, so that
 * nothing goes while something still stands on it; then a look at what came of it.
 */
final class PlanApplier {

    /** More make Keycloak no faster: measured with 1,000 clients on two cores. */
    private static final int CONNECTIONS = 8;

    private final RealmResource realm;
    private final RealmReader reader;
    private final ServiceAccounts serviceAccounts;
    private final Progress progress;
    private final Map<String, Refusal> refused = new ConcurrentHashMap<>();

    PlanApplier(RealmResource realm, RealmReader reader, ServiceAccounts serviceAccounts, Progress progress) {
        this.realm = realm;
        this.reader = reader;
        this.serviceAccounts = serviceAccounts;
        this.progress = progress;
    }

    void apply(Plan plan) {
        RoleWriter roles = new RoleWriter(realm, plan.writesRoles() ? reader.roles() : List.of());
        write(plan.roles(), roles::write);
        Map<String, String> scopeIds = scopeIds();
        ScopeWriter scopes = new ScopeWriter(realm.clientScopes(), scopeIds);
        write(plan.scopes(), scopes::write);
        boolean newScopes = plan.scopes().stream().anyMatch(Entry::isWork);
        ClientWriter clients = new ClientWriter(realm.clients(), serviceAccounts, newScopes ? scopeIds() : scopeIds);
        write(plan.clients(), clients::write);
        delete(plan.clients(), clients::delete);
        Map<String, String> stillUsed = stillUsed(plan);
        delete(plan.scopes(), scope -> {
            refuseIf(stillUsed.get(scope.name()));
            scopes.delete(scope);
        });
        String unwritten = unwritten(plan.roles());
        delete(plan.roles(), role -> {
            refuseIf(unwritten);
            roles.delete(role);
        });
        verify(plan, clients);
    }

    private <E extends Entry> void write(List<E> entries, Consumer<E> work) {
        each(entries, action -> action == Action.CREATE || action == Action.UPDATE, work);
    }

    private <E extends Entry> void delete(List<E> entries, Consumer<E> work) {
        each(entries, action -> action == Action.DELETE, work);
    }

    private <E extends Entry> void each(List<E> entries, Predicate<Action> wanted, Consumer<E> work) {
        List<E> due =
                entries.stream().filter(entry -> wanted.test(entry.action())).toList();
        Parallel.forEach(CONNECTIONS, due, entry -> {
            attempt(entry, work);
            progress.step();
        });
    }

    /** An entry that Keycloak refuses doesn't stop the others; a lost connection does. */
    private <E extends Entry> void attempt(E entry, Consumer<E> work) {
        try {
            work.accept(entry);
            progress.written();
        } catch (KeycloakFailure e) {
            if (e.kind() != Kind.REFUSED) {
                throw e;
            }
            String field = entry.action() == Action.DELETE ? null : RefusedField.in(e.getMessage());
            refused.put(entry.subject(), new Refusal(entry.subject(), field, e.getMessage()));
        }
    }

    /**
     * The scopes that clients have which Keycloak refused to change or delete, with the reason to keep each: deleting it
     * would leave its client with neither the old scope nor the new one.
     */
    private Map<String, String> stillUsed(Plan plan) {
        Map<String, String> reasons = new HashMap<>();
        boolean scopesGo = plan.scopes().stream().anyMatch(scope -> scope.action() == Action.DELETE);
        plan.clients().stream()
                .filter(client -> scopesGo && refused.containsKey(client.subject()))
                .flatMap(client -> reader.client(client.name()).stream())
                .map(Representations::state)
                .forEach(client -> Stream.of(client.defaultScopes(), client.optionalScopes())
                        .flatMap(Set::stream)
                        .forEach(scope -> reasons.put(
                                scope,
                                "it stays, because client " + Quoted.of(client.clientId())
                                        + " still has it and couldn't be changed; mend that and run again")));
        return reasons;
    }

    /** Why no role may go; {@code null} if all may: a role that Keycloak refused may be the one to take its place. */
    private String unwritten(List<RoleChange> roles) {
        return roles.stream()
                .filter(role -> refused.containsKey(role.subject()))
                .map(role -> "it stays, because " + role.subject() + " couldn't be written; mend that and run again")
                .findFirst()
                .orElse(null);
    }

    private static void refuseIf(String reason) {
        if (reason != null) {
            throw new KeycloakFailure(Kind.REFUSED, reason);
        }
    }

    /**
     * What counts is what stands: what Keycloak refused to us, another run may have done; what it took from us, it may
     * have dropped all the same.
     */
    private void verify(Plan plan, ClientWriter clients) {
        List<Entry> due = plan.entries().filter(Entry::isWork).toList();
        Verification verification = new Verification(reader.read(RealmQuery.of(due)));
        for (Entry entry : due) {
            Optional<Refusal> remaining = verification
                    .remaining(entry)
                    .map(difference -> refused.getOrDefault(entry.subject(), difference))
                    .or(() -> clients.withoutServiceAccount(entry));
            if (remaining.isPresent()) {
                progress.failed(entry, remaining.get());
            } else {
                progress.done(entry);
            }
        }
    }

    private Map<String, String> scopeIds() {
        return reader.scopes().stream()
                .collect(Collectors.toMap(ClientScopeRepresentation::getName, ClientScopeRepresentation::getId));
    }
}
