package io.authscape.keycloak.plan;

import java.util.Set;

/**
 * What whoever carries a seed out says beside it.
 *
 * @param permits what the seed alone may not do, because a reviewer could miss it
 * @param createOnly what exists stays as it is, as AuthScape's own seeding leaves it
 * @param prune what carries the owner and left the seed is deleted
 * @param maxDeletes how much may be deleted at once
 */
public record PlanOptions(Set<Permit> permits, boolean createOnly, boolean prune, int maxDeletes) {

    /** Each is a switch of the command line. */
    public enum Permit {
        /** A client may become public, or confidential. */
        TYPE_CHANGE,
        /** Clients may act as users. */
        ACTS_AS,
        /** What exists without an owner becomes the seed's. */
        ADOPTION
    }

    /** Whoever wants to delete more has to say so. */
    public static final int MAX_DELETES = 10;

    /** The seed alone. */
    public static final PlanOptions NONE = new PlanOptions(Set.of(), false, false, MAX_DELETES);

    public PlanOptions {
        permits = Set.copyOf(permits);
    }

    /** The seed, and these permits. */
    public static PlanOptions permitting(Permit... permits) {
        return new PlanOptions(Set.of(permits), false, false, MAX_DELETES);
    }

    boolean permit(Permit permit) {
        return permits.contains(permit);
    }
}
