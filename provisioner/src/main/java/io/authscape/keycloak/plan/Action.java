package io.authscape.keycloak.plan;

/** What a plan does to one client, scope or mapper. */
public enum Action {
    CREATE,
    UPDATE,
    DELETE,
    NONE
}
