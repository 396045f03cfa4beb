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
    /** The flow by which clients sign in, as a copy of Keycloak's own that can be added to; the copied flow's name. */
    CLIENT_FLOW,
    /** Our authenticator in the flow by which clients sign in, switched on; the flow's name. */
    CLIENT_AUTHENTICATOR,
    /** The choice of that flow; its name. */
    CLIENT_FLOW_BINDING,
    /** The client profiles with AuthScape's executor; all of the realm's. */
    CLIENT_PROFILES,
    /** The client policies with AuthScape's; all of the realm's. */
    CLIENT_POLICIES
}
