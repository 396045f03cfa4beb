package io.authscape.keycloak.secret;

import org.keycloak.models.RealmModel;

/**
 * The realm attribute {@value #ATTRIBUTE}: {@code openiddict} (default) or {@code quiet}.
 *
 * <p>Quiet hides which clients with hashed secrets there are. It can't hide clients that Keycloak itself authenticates:
 * one with a plain secret is refused at once, while an unknown one takes as long as a hash, so that the time says that it
 * is there. Who wants to hide all of them hashes all secrets. Nor does it hide them from a flood of invented ones, which has
 * to stand back behind those that are there ({@link ClientKey#UNKNOWN}).
 */
public final class Disclosure {

    private static final String ATTRIBUTE = "authscape.wire.disclosure";

    private Disclosure() {}

    /**
     * Whether a refusal doesn't tell, neither by its words nor by the time that it takes, a client with hashed secrets from
     * one that isn't there, nor from one that is switched off.
     */
    public static boolean isQuiet(RealmModel realm) {
        return "quiet".equals(realm.getAttribute(ATTRIBUTE));
    }
}
