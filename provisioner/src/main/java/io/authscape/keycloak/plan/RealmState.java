package io.authscape.keycloak.plan;

import java.time.Instant;
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
 * @param hashedSecrets whether clients of the realm can sign in by hashed secrets
 * @param networkLimits whether the realm keeps clients to their networks
 * @param at when it was read: some secrets have run out by then
 */
public record RealmState(
        Map<String, RoleState> roles,
        Map<String, ScopeState> scopes,
        Map<String, ClientState> clients,
        Map<Long, List<UserState>> users,
        Coverage coverage,
        List<String> notes,
        boolean hasJar,
        Enforcement enforcement,
        HashedSecrets hashedSecrets,
        NetworkLimits networkLimits,
        Instant at) {

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

    /** On a server with our jar, in a realm that enforces all and takes hashed secrets. */
    public RealmState(
            Map<String, RoleState> roles,
            Map<String, ScopeState> scopes,
            Map<String, ClientState> clients,
            Map<Long, List<UserState>> users,
            Coverage coverage,
            List<String> notes,
            Instant at) {
        this(
                roles,
                scopes,
                clients,
                users,
                coverage,
                notes,
                true,
                Enforcement.ON,
                HashedSecrets.ACCEPTED,
                NetworkLimits.ENFORCED,
                at);
    }

    /** The same on a server without our jar. */
    public RealmState withoutJar() {
        return with(false, enforcement, hashedSecrets, networkLimits);
    }

    /** The same in a realm of which this is known. */
    public RealmState with(Enforcement known) {
        return with(hasJar, known, hashedSecrets, networkLimits);
    }

    /** The same in a realm of which this is known. */
    public RealmState with(HashedSecrets known) {
        return with(hasJar, enforcement, known, networkLimits);
    }

    /** The same in a realm of which this is known. */
    public RealmState with(NetworkLimits known) {
        return with(hasJar, enforcement, hashedSecrets, known);
    }

    private RealmState with(boolean jar, Enforcement permissions, HashedSecrets hashed, NetworkLimits networks) {
        return new RealmState(roles, scopes, clients, users, coverage, notes, jar, permissions, hashed, networks, at);
    }

    /** A realm of which the named clients are known, at a time at which no secret has run out. */
    public static RealmState of(
            Map<String, RoleState> roles, Map<String, ScopeState> scopes, Map<String, ClientState> clients) {
        return new RealmState(roles, scopes, clients, Map.of(), Coverage.NAMED, List.of(), Instant.EPOCH);
    }
}
