package io.authscape.keycloak.plan;

/**
 * What whoever carries a seed out has to say besides, because a reviewer could miss it.
 *
 * @param allowTypeChange a client may become public, or confidential
 * @param allowActsAs clients may act as users
 */
public record PlanOptions(boolean allowTypeChange, boolean allowActsAs) {

    /** Nothing of it. */
    public static final PlanOptions NONE = new PlanOptions(false, false);
}
