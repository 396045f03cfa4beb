package io.authscape.keycloak.permission;

import io.authscape.keycloak.contract.Permissions;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;

/**
 * Which permission of its list a client lacks for a request: OpenIddict's checks in OpenIddict's order. It only looks at
 * the request and the list, so it can be asked before Keycloak, instead of it, or after it has refused for a reason of
 * its own.
 */
public final class PermissionCheck {

    private static final String S256 = "S256";
    private static final String PLAIN = "plain";
    private static final String DEVICE_CODE_GRANT =
            Permissions.GRANT_TYPE_PREFIX + OAuth2Constants.DEVICE_CODE_GRANT_TYPE;
    private static final String IMPLICIT_GRANT = Permissions.GRANT_TYPE_PREFIX + OAuth2Constants.IMPLICIT;

    /** Scopes that need no permission of their own. */
    private static final Set<String> FREE_SCOPES = Set.of(OAuth2Constants.SCOPE_OPENID, OAuth2Constants.OFFLINE_ACCESS);

    private final ClientPermissions permissions;

    private PermissionCheck(ClientPermissions permissions) {
        this.permissions = permissions;
    }

    /** Empty: the client has no list, so there is nothing to check. */
    public static Optional<PermissionCheck> of(ClientModel client) {
        return ClientPermissions.of(client).map(PermissionCheck::new);
    }

    /** Introspection, revocation and the end of a session: the endpoint's permission, and no more. */
    public Optional<MissingPermission> endpoint(PermissionRefusal refusal) {
        return switch (refusal) {
            case INTROSPECTION_ENDPOINT -> lacks(Permissions.INTROSPECTION_ENDPOINT, refusal);
            case REVOCATION_ENDPOINT -> lacks(Permissions.REVOCATION_ENDPOINT, refusal);
            case END_SESSION_ENDPOINT -> lacks(Permissions.END_SESSION_ENDPOINT, refusal);
            default -> throw new IllegalArgumentException(refusal + " is not the refusal of a bare endpoint");
        };
    }

    /** Rows 17 to 20 of the contract. */
    public Optional<MissingPermission> token(String grantType, Collection<String> scopes) {
        return lacks(Permissions.TOKEN_ENDPOINT, PermissionRefusal.TOKEN_ENDPOINT)
                .or(() -> grant(grantType))
                .or(() -> offlineAccess(scopes))
                .or(() -> scopes(scopes));
    }

    /** A grant that has no endpoint in OpenIddict: its permission and the scopes. */
    public Optional<MissingPermission> grant(String grantType, Collection<String> scopes) {
        return grant(grantType).or(() -> offlineAccess(scopes)).or(() -> scopes(scopes));
    }

    /** A request at the authorization endpoint; {@code null} stands for a parameter that isn't there. */
    public Optional<MissingPermission> authorization(
            String responseType, Collection<String> scopes, String codeChallenge, String codeChallengeMethod) {
        return proofKey(responseType, codeChallenge, codeChallengeMethod)
                .or(() -> lacks(Permissions.AUTHORIZATION_ENDPOINT, PermissionRefusal.AUTHORIZATION_ENDPOINT))
                .or(() -> flow(responseType, scopes));
    }

    /** The same request, pushed before (RFC 9126). */
    public Optional<MissingPermission> pushedAuthorization(
            String responseType, Collection<String> scopes, String codeChallenge, String codeChallengeMethod) {
        return proofKey(responseType, codeChallenge, codeChallengeMethod)
                .or(() -> lacks(
                        Permissions.PUSHED_AUTHORIZATION_ENDPOINT, PermissionRefusal.PUSHED_AUTHORIZATION_ENDPOINT))
                .or(() -> flow(responseType, scopes));
    }

    public Optional<MissingPermission> deviceAuthorization(Collection<String> scopes) {
        return lacks(Permissions.DEVICE_AUTHORIZATION_ENDPOINT, PermissionRefusal.DEVICE_AUTHORIZATION_ENDPOINT)
                .or(() -> lacks(DEVICE_CODE_GRANT, PermissionRefusal.DEVICE_FLOW))
                .or(() -> offlineAccess(scopes))
                .or(() -> scopes(scopes));
    }

    private Optional<MissingPermission> grant(String grantType) {
        return lacks(Permissions.GRANT_TYPE_PREFIX + grantType, PermissionRefusal.GRANT_TYPE);
    }

    private Optional<MissingPermission> offlineAccess(Collection<String> scopes) {
        return scopes.contains(OAuth2Constants.OFFLINE_ACCESS)
                ? lacks(Permissions.REFRESH_TOKEN_GRANT, PermissionRefusal.OFFLINE_ACCESS)
                : Optional.empty();
    }

    private Optional<MissingPermission> scopes(Collection<String> scopes) {
        return scopes.stream()
                .filter(scope -> !FREE_SCOPES.contains(scope))
                .map(scope -> lacks(Permissions.SCOPE_PREFIX + scope, PermissionRefusal.SCOPE))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<MissingPermission> flow(String responseType, Collection<String> scopes) {
        return grantsOf(responseType)
                .or(() -> offlineAccess(scopes))
                .or(() -> responseType(responseType))
                .or(() -> scopes(scopes));
    }

    private Optional<MissingPermission> grantsOf(String responseType) {
        Set<String> types = words(responseType);
        boolean code = types.contains(OIDCResponseType.CODE);
        boolean implicit = types.contains(OIDCResponseType.TOKEN) || types.contains(OIDCResponseType.ID_TOKEN);
        if (code && implicit) {
            return lacks(Permissions.AUTHORIZATION_CODE_GRANT, PermissionRefusal.HYBRID_FLOW)
                    .or(() -> lacks(IMPLICIT_GRANT, PermissionRefusal.HYBRID_FLOW));
        }
        if (code) {
            return lacks(Permissions.AUTHORIZATION_CODE_GRANT, PermissionRefusal.CODE_FLOW);
        }
        return implicit ? lacks(IMPLICIT_GRANT, PermissionRefusal.IMPLICIT_FLOW) : Optional.empty();
    }

    /** The words of a response type may stand in any order, in the request and in the list. */
    private Optional<MissingPermission> responseType(String responseType) {
        Set<String> asked = words(responseType);
        boolean allowed = !asked.isEmpty()
                && permissions.all(Permissions.RESPONSE_TYPE_PREFIX).anyMatch(listed -> words(listed)
                        .equals(asked));
        return allowed
                ? Optional.empty()
                : Optional.of(new MissingPermission(
                        PermissionRefusal.RESPONSE_TYPE,
                        Permissions.RESPONSE_TYPE_PREFIX + String.valueOf(responseType)));
    }

    /** AuthScape asks every client for PKCE, whether its list has the requirement {@code ft:pkce} or not. */
    private static Optional<MissingPermission> proofKey(String responseType, String challenge, String method) {
        if (!words(responseType).contains(OIDCResponseType.CODE)) {
            return Optional.empty();
        }
        if (isEmpty(challenge)) {
            return proofKey(PermissionRefusal.CODE_CHALLENGE_MISSING);
        }
        if (isEmpty(method)) {
            return proofKey(PermissionRefusal.CODE_CHALLENGE_METHOD_MISSING);
        }
        if (method.equals(PLAIN)) {
            return proofKey(PermissionRefusal.CODE_CHALLENGE_METHOD_PLAIN);
        }
        return method.equals(S256) ? Optional.empty() : proofKey(PermissionRefusal.CODE_CHALLENGE_METHOD_UNKNOWN);
    }

    private static Optional<MissingPermission> proofKey(PermissionRefusal refusal) {
        return Optional.of(new MissingPermission(refusal, Permissions.PROOF_KEY_FOR_CODE_EXCHANGE));
    }

    private Optional<MissingPermission> lacks(String permission, PermissionRefusal refusal) {
        return permissions.allows(permission)
                ? Optional.empty()
                : Optional.of(new MissingPermission(refusal, permission));
    }

    private static boolean isEmpty(String parameter) {
        return parameter == null || parameter.isEmpty();
    }

    private static Set<String> words(String text) {
        return Set.copyOf(SpaceSeparated.words(text));
    }
}
