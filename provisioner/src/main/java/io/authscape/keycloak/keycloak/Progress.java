package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.Refusal;

/** Hears what happens while a plan is carried out. */
public interface Progress {

    /** One more entry was written, or refused; called by several threads. */
    void step();

    /** Keycloak took one more entry; called by several threads, before {@link #step()}. */
    void written();

    /** The entry stands as planned. Called in the plan's order, when all was looked at. */
    void done(Entry entry);

    /** Keycloak refused an entry, or dropped a part of it. Called in the plan's order, when all was looked at. */
    void failed(Entry entry, Refusal why);
}
