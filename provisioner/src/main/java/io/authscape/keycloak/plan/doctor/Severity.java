package io.authscape.keycloak.plan.doctor;

/** How bad a finding is; the worst comes first. */
public enum Severity {
    /** Somebody can get in who must not, or somebody can't who must. */
    ERROR,
    /** Nothing is open today; a mistake or a leak would open it. */
    WARNING,
    /** Good to know. */
    INFO;

    /** Whether it is at least as bad. */
    public boolean reaches(Severity other) {
        return compareTo(other) <= 0;
    }
}
