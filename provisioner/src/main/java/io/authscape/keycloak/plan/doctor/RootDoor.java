package io.authscape.keycloak.plan.doctor;

/**
 * What the server's root paths say of themselves.
 *
 * @param issuer as the root's discovery document names it; {@code null} if nothing of ours answers there
 * @param leadsHere whether they show the keys of the realm
 */
public record RootDoor(String issuer, boolean leadsHere) {

    /** Nothing of ours answers there. */
    public static final RootDoor SHUT = new RootDoor(null, false);

    /** Whether the realm's tokens carry the root issuer: Keycloak's own has {@code /realms/} in it. */
    boolean isIssuer() {
        return issuer != null && leadsHere && !issuer.contains("/realms/");
    }
}
