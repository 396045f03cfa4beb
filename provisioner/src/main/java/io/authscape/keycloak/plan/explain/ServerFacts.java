package io.authscape.keycloak.plan.explain;

import java.time.Instant;
import java.util.Map;

/**
 * What of a server and its realm counts for every token request.
 *
 * @param jar whether our provider jar is on the server
 * @param lock whether a client policy of the realm enforces permissions
 * @param networkLimits whether one keeps clients to their networks
 * @param hashedSecrets whether the realm's client-authentication flow has our authenticator, switched on
 * @param now when it was looked at
 * @param realmEnabled whether the realm answers at all
 * @param realmAttributes the realm's attributes, {@code authscape.wire.*} among them
 * @param lifetime of access tokens in seconds, where a client has none of its own
 * @param session what a session lasts in seconds, and no token longer
 * @param clientSession the same for one client's part of it, where the client has none of its own; 0 if undefined
 */
public record ServerFacts(
        boolean jar,
        boolean lock,
        boolean networkLimits,
        boolean hashedSecrets,
        Instant now,
        boolean realmEnabled,
        Map<String, String> realmAttributes,
        int lifetime,
        int session,
        int clientSession) {

    private static final String ERRORS = "authscape.wire.errors";
    private static final String DISCLOSURE = "authscape.wire.disclosure";
    private static final String DISALLOWED_SCOPE = "authscape.wire.disallowed-scope";

    public ServerFacts {
        realmAttributes = Map.copyOf(realmAttributes);
    }

    /** Refusals have Keycloak's words, and any scope that Keycloak has is known. */
    boolean keycloaksErrors() {
        return "keycloak".equals(realmAttributes.get(ERRORS));
    }

    /** Nobody is told why a client isn't known. */
    boolean quiet() {
        return "quiet".equals(realmAttributes.get(DISCLOSURE));
    }

    boolean disallowedIsInvalidScope() {
        return "invalid_scope".equals(realmAttributes.get(DISALLOWED_SCOPE));
    }

    /** What this realm answers where AuthScape's server says this. */
    WireWords told(WireWords words) {
        return quiet() && words.isAboutTheClient() ? WireWords.CREDENTIALS_INVALID : words;
    }
}
