package io.authscape.keycloak.plan;

/** What a plan does to one role, scope, mapper or client. */
public enum Action {
    CREATE,
    UPDATE,
    DELETE,
    NONE
}
