package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.Refusal;
import io.authscape.keycloak.plan.RoleChange;
import io.authscape.keycloak.plan.ScopeChange;

/** Hears what happens while a plan is carried out. */
public interface Progress {

    /** The role stands as planned. */
    void done(RoleChange role);

    /** The scope stands as planned. */
    void done(ScopeChange scope);

    /** The client stands as planned. */
    void done(ClientChange client);

    /** Keycloak refused a role, a scope or a client, or dropped a part of it. */
    void failed(Refusal failure);
}
