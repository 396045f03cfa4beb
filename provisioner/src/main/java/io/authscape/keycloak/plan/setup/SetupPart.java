package io.authscape.keycloak.plan.setup;

/**
 * What {@code setup} looks after, in the order in which it is written: the lock comes last, when all that it needs
 * stands.
 */
public enum SetupPart {
    /** The client scope with AuthScape's mappers; the whole scope. */
    CLIENT_SCOPE,
    /** One mapper that the client scope lacks. */
    MAPPER,
    /** The user profile with AuthScape's attributes; the whole profile. */
    USER_PROFILE,
    /** The client profiles with AuthScape's executor; all of the realm's. */
    CLIENT_PROFILES,
    /** The client policies with AuthScape's; all of the realm's. */
    CLIENT_POLICIES
}
