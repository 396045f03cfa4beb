package io.authscape.keycloak.secret;

import org.keycloak.models.RealmModel;

/** The realm attribute {@value #ATTRIBUTE}: {@code openiddict} (default) or {@code quiet}. */
public final class Disclosure {

    private static final String ATTRIBUTE = "authscape.wire.disclosure";

    private Disclosure() {}

    /** Whether nobody is told, not even by the time that an answer takes, which clients there are. */
    public static boolean isQuiet(RealmModel realm) {
        return "quiet".equals(realm.getAttribute(ATTRIBUTE));
    }
}
