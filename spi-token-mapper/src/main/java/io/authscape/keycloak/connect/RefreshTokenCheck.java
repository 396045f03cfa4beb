package io.authscape.keycloak.connect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/** Why Keycloak refused a refresh token: it has one error for all reasons, so the token is read again. */
final class RefreshTokenCheck {

    private static final Set<String> TYPES = Set.of(TokenUtil.TOKEN_TYPE_REFRESH, TokenUtil.TOKEN_TYPE_OFFLINE);

    private final KeycloakSession session;
    private final TokenRequest request;
    private final RefreshToken token;

    RefreshTokenCheck(KeycloakSession session, TokenRequest request) {
        this.session = session;
        this.request = request;
        this.token =
                session.tokens().decode(request.form().parameter(OAuth2Constants.REFRESH_TOKEN), RefreshToken.class);
    }

    /** What is wrong with the token, whoever brings it. */
    Optional<WireError> invalid() {
        if (token == null) {
            return Optional.of(WireError.REFRESH_TOKEN_INVALID);
        }
        if (!TYPES.contains(token.getType())) {
            return Optional.of(WireError.REFRESH_TOKEN_OF_ANOTHER_TYPE);
        }
        boolean expired =
                token.getExp() != null && token.getExp() != 0 && token.getExp() < Time.currentTimeMillis() / 1000;
        return expired || !hasSession() ? Optional.of(WireError.REFRESH_TOKEN_EXPIRED) : Optional.empty();
    }

    /** What is wrong with who brings it, and with what is asked for. */
    Optional<WireError> unfit(ClientModel client) {
        if (token == null) {
            return Optional.empty();
        }
        if (!client.getClientId().equals(token.getIssuedFor())) {
            return Optional.of(WireError.REFRESH_TOKEN_OF_ANOTHER);
        }
        if (!granted().containsAll(request.scopes())) {
            return Optional.of(WireError.SCOPE_NOT_GRANTED);
        }
        // All is as it should be, and yet Keycloak refuses: it has seen the token before.
        return Optional.of(WireError.REFRESH_TOKEN_REDEEMED);
    }

    private List<String> granted() {
        return token.getScope() == null ? List.of() : List.of(token.getScope().split(" ", -1));
    }

    private boolean hasSession() {
        RealmModel realm = session.getContext().getRealm();
        String id = token.getSessionId();
        return id != null
                && (session.sessions().getUserSession(realm, id) != null
                        || session.sessions().getOfflineUserSession(realm, id) != null);
    }
}
