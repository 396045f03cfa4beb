package io.authscape.keycloak.connect;

import io.authscape.keycloak.secret.ClientAssertion;
import io.authscape.keycloak.secret.RootAudience;
import java.util.Optional;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.keys.loader.PublicKeyStorageManager;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.Urls;

/**
 * Which of OpenIddict's refusals an assertion ({@code private_key_jwt}) earns that Keycloak has refused: told by what
 * stands in it and by the client's keys, in OpenIddict's order, never by Keycloak's words.
 */
final class AssertionRefusal {

    private final KeycloakSession session;
    private final String assertion;
    private final ClientAssertion content;

    private AssertionRefusal(KeycloakSession session, String assertion, ClientAssertion content) {
        this.session = session;
        this.assertion = assertion;
        this.content = content;
    }

    /**
     * The row of an assertion that was refused.
     *
     * @param clientId the request's {@code client_id}; empty if it has none
     */
    static WireError row(KeycloakSession session, String assertion, String clientId) {
        return ClientAssertion.parse(assertion)
                .map(content -> new AssertionRefusal(session, assertion, content).row(clientId))
                .orElse(WireError.ASSERTION_INVALID);
    }

    private WireError row(String clientId) {
        return type().or(() -> signature(clientId))
                .or(this::audience)
                .or(this::claims)
                .or(() -> identity(clientId))
                .orElse(WireError.ASSERTION_INVALID); // only Keycloak minds: a used jti, a life span, a disabled client
    }

    private Optional<WireError> type() {
        return content.hasAcceptedType() ? Optional.empty() : Optional.of(WireError.ASSERTION_TYPE);
    }

    private Optional<WireError> signature(String clientId) {
        ClientModel client = client(clientId);
        if (client == null) {
            return Optional.empty();
        }
        KeyWrapper key = PublicKeyStorageManager.getClientPublicKeyWrapper(session, client, content.jws());
        if (key == null) {
            return Optional.of(WireError.ASSERTION_KEY_UNKNOWN);
        }
        if (isSignedByOneOf(client)) {
            return Optional.empty();
        }
        // Without a kid, OpenIddict tries all of the client's keys and has found none.
        boolean named = content.jws().getHeader().getKeyId() != null;
        return Optional.of(named ? WireError.ASSERTION_SIGNATURE : WireError.ASSERTION_KEY_UNKNOWN);
    }

    /** Who the request says it is, or else the assertion. */
    private ClientModel client(String clientId) {
        return Optional.of(clientId)
                .filter(id -> !id.isEmpty())
                .or(() -> content.text("iss"))
                .or(() -> content.text("sub"))
                .map(session.getContext().getRealm()::getClientByClientId)
                .orElse(null);
    }

    private boolean isSignedByOneOf(ClientModel client) {
        try {
            return session.tokens().decodeClientJWT(assertion, client, JsonWebToken.class) != null;
        } catch (RuntimeException unverifiable) {
            return false;
        }
    }

    private Optional<WireError> audience() {
        if (!content.has("aud")) {
            return Optional.of(WireError.ASSERTION_AUDIENCE_MISSING);
        }
        return content.audience()
                .filter(audience -> !RootAudience.is(audience, session) && !isKeycloaks(audience))
                .map(audience -> WireError.ASSERTION_AUDIENCE_WRONG);
    }

    /** Keycloak's own authenticator takes the realm's issuer and the addresses of its endpoints. */
    private boolean isKeycloaks(String audience) {
        String issuer = Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
        return audience.equals(issuer) || audience.startsWith(issuer + "/");
    }

    private Optional<WireError> claims() {
        if (!content.has("iss")) {
            return Optional.of(WireError.ASSERTION_WITHOUT_ISS);
        }
        if (!content.has("sub")) {
            return Optional.of(WireError.ASSERTION_WITHOUT_SUB);
        }
        if (content.audience().isEmpty()) {
            return Optional.of(WireError.ASSERTION_WITHOUT_AUD);
        }
        return content.has("exp") ? Optional.empty() : Optional.of(WireError.ASSERTION_WITHOUT_EXP);
    }

    private Optional<WireError> identity(String clientId) {
        Optional<String> issuer = content.text("iss");
        Optional<String> subject = content.text("sub");
        if (!issuer.equals(subject)) {
            return Optional.of(WireError.ASSERTION_SUB_OF_ANOTHER);
        }
        return clientId.isEmpty() || issuer.filter(clientId::equals).isPresent()
                ? Optional.empty()
                : Optional.of(WireError.ASSERTION_ISS_OF_ANOTHER);
    }
}
