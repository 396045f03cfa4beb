package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Map;

/**
 * What a realm has, as far as a seed is concerned.
 *
 * @param roles all realm roles by name, if asked for
 * @param scopes all client scopes by name
 * @param clients by client id those of the seed that exist, and whichever else were read on the way
 * @param users those who carry one of the numbers asked for, by number
 * @param coverage which clients are among them
 * @param notes what whoever reads the plan should know of the reading
 * @param hasJar whether our provider jar is on the server
 * @param enforcement whether the realm enforces permissions
 */
public record RealmState(
        Map<String, RoleState> roles,
        Map<String, ScopeState> scopes,
        Map<String, ClientState> clients,
        Map<Long, List<UserState>> users,
        Coverage coverage,
        List<String> notes,
        boolean hasJar,
        Enforcement enforcement) {

    /** Which clients of a realm are known. */
    public enum Coverage {
        /** Those that the seed names. */
        NAMED,
        /** And all that carry the seed's owner. */
        OWNED,
        /** All. */
        WHOLE
    }

    public RealmState {
        roles = Map.copyOf(roles);
        scopes = Map.copyOf(scopes);
        clients = Map.copyOf(clients);
        users = Map.copyOf(users);
        notes = List.copyOf(notes);
    }

    /** On a server with our jar, in a realm that enforces permissions. */
    public RealmState(
            Map<String, RoleState> roles,
            Map<String, ScopeState> scopes,
            Map<String, ClientState> clients,
            Map<Long, List<UserState>> users,
            Coverage coverage,
            List<String> notes) {
        this(roles, scopes, clients, users, coverage, notes, true, Enforcement.ON);
    }

    /** The same on a server without our jar. */
    public RealmState withoutJar() {
        return new RealmState(roles, scopes, clients, users, coverage, notes, false, enforcement);
    }

    /** The same in a realm of which this is known. */
    public RealmState with(Enforcement known) {
        return new RealmState(roles, scopes, clients, users, coverage, notes, hasJar, known);
    }

    /** A realm of which the named clients are known. */
    public static RealmState of(
            Map<String, RoleState> roles, Map<String, ScopeState> scopes, Map<String, ClientState> clients) {
        return new RealmState(roles, scopes, clients, Map.of(), Coverage.NAMED, List.of());
    }
}
