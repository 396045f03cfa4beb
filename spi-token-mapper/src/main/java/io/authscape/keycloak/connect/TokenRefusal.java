package io.authscape.keycloak.connect;

import io.authscape.keycloak.network.NetworkRefusal;
import io.authscape.keycloak.permission.MissingPermission;
import io.authscape.keycloak.permission.PermissionCheck;
import io.authscape.keycloak.permission.PermissionRefusal;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * Which of OpenIddict's refusals a refusal of Keycloak's token endpoint is: told by the model and by the event's error,
 * never by Keycloak's words.
 */
final class TokenRefusal {

    private static final Set<String> AUTHORIZATION_GONE =
            Set.of(Errors.USER_SESSION_NOT_FOUND, Errors.USER_NOT_FOUND, Errors.USER_DISABLED, Errors.NOT_ALLOWED);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final TokenRequest request;

    TokenRefusal(KeycloakSession session, TokenRequest request) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.request = request;
    }

    /**
     * The row of what Keycloak has answered.
     *
     * @param error of Keycloak's event; null if it raised none
     * @return empty: a refusal that only Keycloak has and that has no words, or a failure
     */
    Optional<WireRefusal> row(Response keycloaks, String error) {
        if (ConnectEndpoint.isFailure(keycloaks)) {
            return Optional.empty();
        }
        ClientModel client = session.getContext().getClient();
        Optional<WireRefusal> known =
                client == null ? Optional.of(unauthenticated().refusal()) : authenticated(client, error);
        return known.or(() -> keycloaks.getEntity() instanceof OAuth2ErrorRepresentation words
                ? Optional.of(WireRefusal.of(words))
                : Optional.empty());
    }

    /** Rows 12, 15 and 16, and those of a refused assertion. */
    private WireError unauthenticated() {
        return ClientRefusal.of(session, request.form());
    }

    /** What stands against a request of a client that has authenticated, as far as the request and the model tell. */
    Optional<WireRefusal> of(ClientModel client) {
        return authenticated(client, null);
    }

    private Optional<WireRefusal> authenticated(ClientModel client, String error) {
        if (NetworkRefusal.happened(session)) {
            return Optional.of(WireError.NETWORK_NOT_ALLOWED.refusal());
        }
        return invalidGrant(error)
                .or(() -> missingPermission(client).map(missing -> WireRefusal.of(missing, realm)))
                .or(() -> grantOfAnother(client, error).map(WireError::refusal));
    }

    /** What the grant itself is good for comes before what its client may do. */
    private Optional<WireRefusal> invalidGrant(String error) {
        if (request.isCode()) {
            return invalidCode(error).map(WireError::refusal);
        }
        return request.isRefresh()
                ? new RefreshTokenCheck(session, request).invalid().map(WireError::refusal)
                : Optional.empty();
    }

    private Optional<WireError> invalidCode(String error) {
        if (Errors.INVALID_CODE.equals(error)) {
            return Optional.of(wasRedeemed() ? WireError.CODE_REDEEMED : WireError.CODE_INVALID);
        }
        return Errors.EXPIRED_CODE.equals(error) ? Optional.of(WireError.CODE_EXPIRED) : Optional.empty();
    }

    /**
     * Keycloak forgets a code when it is redeemed; that its session is there tells that it once was a code. With {@code
     * offline_access} only the offline session stays.
     */
    private boolean wasRedeemed() {
        String[] code = request.form().parameter(OAuth2Constants.CODE).split("\\.", 3);
        return code.length == 3
                && (session.sessions().getUserSession(realm, code[1]) != null
                        || session.sessions().getOfflineUserSession(realm, code[1]) != null);
    }

    /** Rows 17 to 20, as the client's list has it, or as Keycloak's own settings have it where there is no list. */
    Optional<MissingPermission> missingPermission(ClientModel client) {
        return PermissionCheck.of(client)
                .flatMap(check -> check.token(request.grantType(), request.scopes()))
                .or(() -> notEnabled(client))
                .or(() -> unassignedScope(client));
    }

    private Optional<MissingPermission> notEnabled(ClientModel client) {
        boolean enabled = request.isCode()
                ? client.isStandardFlowEnabled()
                : !request.isClientCredentials() || hasServiceAccount(client);
        return enabled ? Optional.empty() : lack(PermissionRefusal.GRANT_TYPE, "gt:" + request.grantType());
    }

    private boolean hasServiceAccount(ClientModel client) {
        return client.isServiceAccountsEnabled() && session.users().getServiceAccount(client) != null;
    }

    private Optional<MissingPermission> unassignedScope(ClientModel client) {
        if (!request.isClientCredentials()) {
            return Optional.empty();
        }
        Set<String> optional = client.getClientScopes(false).keySet();
        Set<String> always = client.getClientScopes(true).keySet();
        return request.scopes().stream()
                .filter(scope -> !scope.equals(OAuth2Constants.SCOPE_OPENID))
                .filter(scope -> !optional.contains(scope) && !always.contains(scope))
                .flatMap(scope -> lack(PermissionRefusal.SCOPE, "scp:" + scope).stream())
                .findFirst();
    }

    private static Optional<MissingPermission> lack(PermissionRefusal refusal, String permission) {
        return Optional.of(new MissingPermission(refusal, permission));
    }

    private Optional<WireError> grantOfAnother(ClientModel client, String error) {
        if (request.isRefresh()) {
            RefreshTokenCheck token = new RefreshTokenCheck(session, request);
            return token.unfit(client)
                    .or(() -> Errors.INVALID_TOKEN.equals(error) ? Optional.of(token.spent(client)) : Optional.empty());
        }
        return request.isCode() && error != null ? unfitCode(error) : Optional.empty();
    }

    private Optional<WireError> unfitCode(String error) {
        return switch (error) {
            case Errors.INVALID_CLIENT -> Optional.of(WireError.CODE_OF_ANOTHER);
            case Errors.INVALID_REDIRECT_URI ->
                Optional.of(
                        request.form().has(OAuth2Constants.REDIRECT_URI)
                                ? WireError.REDIRECT_URI_CHANGED
                                : WireError.REDIRECT_URI_MISSING);
            case Errors.INVALID_CODE_VERIFIER, Errors.PKCE_VERIFICATION_FAILED, Errors.CODE_VERIFIER_MISSING ->
                Optional.of(WireError.CODE_VERIFIER_INVALID);
            default ->
                Stream.of(error)
                        .filter(AUTHORIZATION_GONE::contains)
                        .map(gone -> WireError.CODE_WITHDRAWN)
                        .findFirst();
        };
    }
}
