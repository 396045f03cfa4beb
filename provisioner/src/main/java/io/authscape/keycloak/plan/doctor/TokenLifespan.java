package io.authscape.keycloak.plan.doctor;

import com.fasterxml.jackson.databind.JsonNode;

/** How long Keycloak lets access tokens live; as its {@code TokenManager.getTokenExpiration} counts. */
final class TokenLifespan {

    /** As long as the session; a service's token, too, whose session begins and ends with the request. */
    private static final long SESSION = -1;

    /** What Keycloak takes where the realm has none: its {@code Constants.DEFAULT_SESSION_MAX_LIFESPAN}. */
    private static final long DEFAULT_SESSION_SECONDS = 36_000;

    private TokenLifespan() {}

    /**
     * In seconds.
     *
     * @param written the setting of the realm or the client
     * @param clientSession the client's own {@code client.session.max.lifespan} in seconds; 0 for none
     */
    static long seconds(long written, JsonNode realm, long clientSession) {
        if (written != SESSION) {
            return written;
        }
        long configured = realm.path("ssoSessionMaxLifespan").asLong();
        long session = configured > 0 ? configured : DEFAULT_SESSION_SECONDS;
        if (realm.path("rememberMe").asBoolean()) {
            session = Math.max(
                    session, realm.path("ssoSessionMaxLifespanRememberMe").asLong());
        }
        long limit = clientSession > 0
                ? clientSession
                : realm.path("clientSessionMaxLifespan").asLong();
        return limit > 0 ? Math.min(session, limit) : session;
    }
}
