package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a server brings along for a seed's clients. */
enum Support {
    /** Our jar, and a realm that has what the jar needs. */
    FULL,
    /** Our jar, in a realm that nobody has prepared. */
    NO_SETUP,
    /** Keycloak as it comes. */
    NO_JAR;

    /** Keycloak's own default scopes that a client can't well do without; the seed decides about the others. */
    private static final Set<String> KEYCLOAKS = Set.of("acr", "basic", "web-origins");

    static Support in(RealmState state) {
        if (!state.hasJar()) {
            return NO_JAR;
        }
        ScopeState mapperScope = state.scopes().get(ClientMapping.MAPPER_SCOPE);
        return mapperScope == null || isForeign(mapperScope) ? NO_SETUP : FULL;
    }

    /** Somebody else's scope that has our name by chance; setup says what to do about it. */
    private static boolean isForeign(ScopeState scope) {
        return !scope.mappers().isEmpty()
                && scope.mappers().stream().noneMatch(mapper -> mapper.type().contains("authscape"));
    }

    /** Why the seed can't be carried out here. Without our jar it can if every client says that it does without. */
    Optional<Refusal> refusal(Seed seed, RealmState state) {
        return switch (this) {
            case FULL -> Optional.empty();
            case NO_SETUP ->
                Optional.of(new Refusal(
                        "realm " + Quoted.of(seed.realm()),
                        "it lacks AuthScape's setup (the client scope '" + ClientMapping.MAPPER_SCOPE
                                + "'); run 'authscape setup'"));
            case NO_JAR -> contradiction(seed, state).or(() -> withoutJar(seed));
        };
    }

    /** A jar that is merely hidden must not cost its clients their scope: they would get plain tokens. */
    private static Optional<Refusal> contradiction(Seed seed, RealmState state) {
        return state.clients().values().stream()
                .filter(client -> client.defaultScopes().contains(ClientMapping.MAPPER_SCOPE))
                .filter(client ->
                        seed.owners().contains(client.attributes().getOrDefault(AttributeNames.MANAGED_BY, "")))
                .map(ClientState::clientId)
                .sorted()
                .findFirst()
                .map(client -> new Refusal(
                        "realm " + Quoted.of(seed.realm()),
                        "nothing of AuthScape's provider jar answers below /realms/" + seed.realm()
                                + "/connect/, but client " + Quoted.of(client) + " has the jar's scope '"
                                + ClientMapping.MAPPER_SCOPE + "'; let the path through if a proxy stands before"
                                + " Keycloak, put the jar back, or delete that scope in Keycloak if the jar is gone"
                                + " for good"));
    }

    private static Optional<Refusal> withoutJar(Seed seed) {
        List<String> others = seed.clients().stream()
                .filter(client -> !client.needsNoJar())
                .map(ClientSeed::clientId)
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        "realm " + Quoted.of(seed.realm()),
                        "the server lacks AuthScape's provider jar, so nobody would enforce permissions; copy"
                                + " authscape-keycloak-spi.jar to its folder 'providers', or write \"secretStorage\":"
                                + " \"plain\" to do without (" + Quoted.of(others.get(0))
                                + (others.size() == 1 ? "" : " and " + (others.size() - 1) + " more") + ")"));
    }

    /** What whoever carries the seed out has to know. */
    Optional<String> note() {
        return this == NO_JAR
                ? Optional.of("the server lacks AuthScape's provider jar: these are plain Keycloak clients, and their"
                        + " permissions, their claims and AuthScape's wire contract are not enforced")
                : Optional.empty();
    }

    /** The default scopes of our clients. */
    Set<String> defaultScopes(RealmState state) {
        return this == NO_JAR
                ? KEYCLOAKS.stream().filter(state.scopes()::containsKey).collect(Collectors.toSet())
                : Set.of(ClientMapping.MAPPER_SCOPE);
    }
}
