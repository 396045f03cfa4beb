package io.authscape.keycloak.connect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.RefreshToken;
import org.keycloak.util.TokenUtil;

/** Why a refresh token is refused: Keycloak has one error for all reasons, so the token is read again. */
final class RefreshTokenCheck {

    private static final Set<String> TYPES = Set.of(TokenUtil.TOKEN_TYPE_REFRESH, TokenUtil.TOKEN_TYPE_OFFLINE);

    private final KeycloakSession session;
    private final TokenRequest request;
    private final RealmModel realm;
    private final RefreshToken token;

    RefreshTokenCheck(KeycloakSession session, TokenRequest request) {
        this.session = session;
        this.request = request;
        this.realm = session.getContext().getRealm();
        this.token =
                session.tokens().decode(request.form().parameter(OAuth2Constants.REFRESH_TOKEN), RefreshToken.class);
    }

    /** What is wrong with the token, whoever brings it. */
    Optional<WireError> invalid() {
        if (token == null) {
            return Optional.of(WireError.REFRESH_TOKEN_INVALID);
        }
        if (!isRefreshToken()) {
            return Optional.of(WireError.REFRESH_TOKEN_OF_ANOTHER_TYPE);
        }
        boolean expired = token.getExp() != null && token.getExp() != 0 && token.getExp() < now();
        return expired || user().isEmpty() ? Optional.of(WireError.REFRESH_TOKEN_EXPIRED) : Optional.empty();
    }

    /** What is wrong with who brings it, and with what is asked for. */
    Optional<WireError> unfit(ClientModel client) {
        if (token == null) {
            return Optional.empty();
        }
        if (!client.getClientId().equals(token.getIssuedFor())) {
            return Optional.of(WireError.REFRESH_TOKEN_OF_ANOTHER);
        }
        return asksForMore() ? Optional.of(WireError.SCOPE_NOT_GRANTED) : Optional.empty();
    }

    /** Keycloak would leave out what wasn't granted, without a word. */
    boolean asksForMore() {
        return token != null && isRefreshToken() && !granted().containsAll(request.scopes());
    }

    /** What remains when all is as it should be and Keycloak calls the token invalid all the same. */
    WireError spent(ClientModel client) {
        int ofTheUser = user().map(user -> session.users().getNotBeforeOfUser(realm, user))
                .orElse(0);
        int notBefore = Math.max(ofTheUser, Math.max(realm.getNotBefore(), client.getNotBefore()));
        return token != null && token.getIat() != null && token.getIat() < notBefore
                ? WireError.REFRESH_TOKEN_EXPIRED
                : WireError.REFRESH_TOKEN_REDEEMED;
    }

    private boolean isRefreshToken() {
        return TYPES.contains(token.getType());
    }

    private List<String> granted() {
        return token.getScope() == null ? List.of() : List.of(token.getScope().split(" ", -1));
    }

    /** Whose session it is, if there still is one and he may have it. */
    private Optional<UserModel> user() {
        String id = token == null ? null : token.getSessionId();
        if (id == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(session.sessions().getUserSession(realm, id))
                .or(() -> Optional.ofNullable(session.sessions().getOfflineUserSession(realm, id)))
                .map(UserSessionModel::getUser)
                .filter(user -> user.isEnabled());
    }

    private static long now() {
        return Time.currentTimeMillis() / 1000;
    }
}
