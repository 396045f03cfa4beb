package io.authscape.keycloak.connect;

import io.authscape.keycloak.secret.Disclosure;
import jakarta.ws.rs.core.Response.Status;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;

/**
 * How a realm speaks over the wire: its attributes {@code authscape.wire.*}. Read at each request, so that a change
 * counts at once. A value that isn't known counts as the default.
 *
 * @see io.authscape.keycloak.issuer.RootIssuer#ATTRIBUTE
 * @see io.authscape.keycloak.permission.MissingPermission#DISALLOWED_SCOPE
 * @see Disclosure
 */
record WireSettings(RealmModel realm) {

    /** {@code openiddict} (default) or {@code keycloak}: whose words refusals have. */
    private static final String ERRORS = "authscape.wire.errors";

    private static final Set<WireRefusal> ABOUT_THE_CLIENT = Stream.of(
                    WireError.CLIENT_UNKNOWN,
                    WireError.PUBLIC_CLIENT,
                    WireError.PUBLIC_CLIENT_WITH_SECRET,
                    WireError.PUBLIC_CLIENT_WITH_ASSERTION,
                    WireError.AUTHENTICATION_REQUIRED,
                    WireError.ASSERTION_INVALID,
                    WireError.ASSERTION_TYPE,
                    WireError.ASSERTION_KEY_UNKNOWN,
                    WireError.ASSERTION_SIGNATURE,
                    WireError.ASSERTION_AUDIENCE_MISSING,
                    WireError.ASSERTION_AUDIENCE_WRONG,
                    WireError.ASSERTION_WITHOUT_ISS,
                    WireError.ASSERTION_WITHOUT_SUB,
                    WireError.ASSERTION_WITHOUT_AUD,
                    WireError.ASSERTION_WITHOUT_EXP,
                    WireError.ASSERTION_SUB_OF_ANOTHER,
                    WireError.ASSERTION_ISS_OF_ANOTHER)
            .map(WireError::refusal)
            .collect(Collectors.toUnmodifiableSet());

    private static final WireRefusal HTTPS_REQUIRED_BY_KEYCLOAK =
            WireRefusal.of(Status.FORBIDDEN, "invalid_request", "HTTPS required", null);

    boolean keycloaksErrors() {
        return "keycloak".equals(realm.getAttribute(ERRORS));
    }

    /** Rows 12 to 16 all answer row 16, and row 11 waits until the client has authenticated. */
    boolean quiet() {
        return Disclosure.isQuiet(realm);
    }

    /** The refusal as this realm tells it. */
    WireRefusal disclose(WireRefusal refusal) {
        if (keycloaksErrors() && refusal.equals(WireError.HTTPS_REQUIRED.refusal())) {
            return HTTPS_REQUIRED_BY_KEYCLOAK;
        }
        return quiet() && ABOUT_THE_CLIENT.contains(refusal) ? WireError.CREDENTIALS_INVALID.refusal() : refusal;
    }
}
