package io.authscape.keycloak.connect;

/** The tokens that requests are made with. */
interface FuzzTokens {

    /** Any token that stays good to the end. */
    String lastingToken(Chance chance);

    /** A refresh token that stays good to the end. */
    String refreshToken();

    /** A token that may be revoked, and whose session may end. */
    String doomedToken(Chance chance);
}
