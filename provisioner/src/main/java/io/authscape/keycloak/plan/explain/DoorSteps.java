package io.authscape.keycloak.plan.explain;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.seed.Quoted;
import java.util.List;
import java.util.Set;

/** What is looked at before anybody cares who the client is. */
record DoorSteps(TokenQuestion question, ServerFacts server, ClientFacts facts) {

    private static final List<String> GRANT_TYPES =
            List.of("authorization_code", TokenQuestion.CLIENT_CREDENTIALS, "refresh_token");
    private static final Set<String> BUILT_IN_SCOPES = Set.of("openid", "offline_access", "email", "profile", "roles");

    /** Whether there is an endpoint, and whether it has the grant. */
    List<Step> grant() {
        String grant = "the grant " + Quoted.of(question.grantType());
        return List.of(
                Step.of(
                        server.jar(),
                        "the provider jar is on the server",
                        "the provider jar is not on the server",
                        WireWords.NO_ENDPOINT,
                        "copy authscape-keycloak-spi.jar to Keycloak's folder 'providers'"),
                Step.of(
                        server.realmEnabled(),
                        "the realm is enabled",
                        "the realm is disabled",
                        WireWords.REALM_DISABLED,
                        "enable the realm in Keycloak"),
                Step.of(
                        server.keycloaksErrors() || GRANT_TYPES.contains(question.grantType()),
                        "the endpoint knows " + grant,
                        "the endpoint doesn't know " + grant,
                        WireWords.GRANT_TYPE_UNSUPPORTED,
                        "ask with one of " + Quoted.list(GRANT_TYPES) + ", or at Keycloak's own endpoint"));
    }

    /** Whether the endpoint knows the scopes; in a realm with Keycloak's errors that is Keycloak's matter. */
    List<Step> scopes() {
        return server.keycloaksErrors()
                ? List.of()
                : question.scopes().stream().map(this::scope).toList();
    }

    private Step scope(String name) {
        ScopeState standing = facts.scopes().get(name);
        String owner = standing == null ? null : standing.attributes().get(AttributeNames.MANAGED_BY);
        String scope = "scope " + Quoted.of(name);
        return Step.of(
                BUILT_IN_SCOPES.contains(name) || owner != null,
                scope + (owner == null ? " is built in" : " is held by " + Quoted.of(owner)),
                scope + (standing == null ? " doesn't exist" : " is held by no seed"),
                WireWords.SCOPE_UNKNOWN,
                "define the scope in a seed, or correct the request");
    }
}
