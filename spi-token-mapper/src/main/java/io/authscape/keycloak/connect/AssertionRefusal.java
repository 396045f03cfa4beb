package io.authscape.keycloak.connect;

import io.authscape.keycloak.secret.ClientAssertion;
import io.authscape.keycloak.secret.RootAudience;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.keys.loader.PublicKeyStorageManager;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.Urls;

/**
 * Which of OpenIddict's refusals an assertion ({@code private_key_jwt}) earns that Keycloak has refused: told by what
 * stands in it and by the client's keys, in OpenIddict's order, never by Keycloak's words.
 */
final class AssertionRefusal {

    private final ClientAssertion assertion;
    private final String clientId;

    AssertionRefusal(ClientAssertion assertion, String clientId) {
        this.assertion = assertion;
        this.clientId = clientId;
    }

    /**
     * The row of an assertion that was refused.
     *
     * @param clientId the request's {@code client_id}; empty if it has none
     */
    static WireError row(KeycloakSession session, String assertion, String clientId) {
        return ClientAssertion.parse(assertion)
                .map(content -> new AssertionRefusal(content, clientId).row(session, assertion))
                .orElse(WireError.ASSERTION_INVALID);
    }

    private WireError row(KeycloakSession session, String signed) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = whose().map(id -> ClientRefusal.known(realm, id)).orElse(null);
        return row(
                client == null ? Optional.empty() : signature(session, client, signed),
                audience -> RootAudience.is(audience, session) || isKeycloaks(audience, session));
    }

    /** What the assertion itself tells, if its signature tells nothing. */
    WireError row(Optional<WireError> signature, Predicate<String> isExpectedAudience) {
        return type().or(() -> signature)
                .or(() -> audience(isExpectedAudience))
                .or(this::claims)
                .or(this::identity)
                .orElse(WireError.ASSERTION_INVALID); // only Keycloak minds: a used jti, a life span, a disabled client
    }

    /** Who the request says it is, or else the assertion. */
    private Optional<String> whose() {
        return Optional.of(clientId)
                .filter(id -> !id.isEmpty())
                .or(() -> assertion.text("iss"))
                .or(() -> assertion.text("sub"));
    }

    private Optional<WireError> type() {
        return assertion.hasAcceptedType() ? Optional.empty() : Optional.of(WireError.ASSERTION_TYPE);
    }

    private Optional<WireError> signature(KeycloakSession session, ClientModel client, String signed) {
        if (key(session, client) == null) {
            return Optional.of(WireError.ASSERTION_KEY_UNKNOWN);
        }
        if (isVerified(session, client, signed)) {
            return Optional.empty();
        }
        // Without a kid, OpenIddict tries all of the client's keys and has found none.
        boolean named = assertion.jws().getHeader().getKeyId() != null;
        return Optional.of(named ? WireError.ASSERTION_SIGNATURE : WireError.ASSERTION_KEY_UNKNOWN);
    }

    /** Null: the client has no such key, or none that can be read. */
    private KeyWrapper key(KeycloakSession session, ClientModel client) {
        try {
            return PublicKeyStorageManager.getClientPublicKeyWrapper(session, client, assertion.jws());
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private static boolean isVerified(KeycloakSession session, ClientModel client, String signed) {
        try {
            return session.tokens().decodeClientJWT(signed, client, JsonWebToken.class) != null;
        } catch (RuntimeException unverifiable) {
            return false;
        }
    }

    private Optional<WireError> audience(Predicate<String> isExpected) {
        if (!assertion.has("aud")) {
            return Optional.of(WireError.ASSERTION_AUDIENCE_MISSING);
        }
        return assertion.audience().filter(isExpected.negate()).map(audience -> WireError.ASSERTION_AUDIENCE_WRONG);
    }

    /** Keycloak's own authenticator takes the realm's issuer and the addresses of its endpoints. */
    private static boolean isKeycloaks(String audience, KeycloakSession session) {
        String issuer = Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
        return audience.equals(issuer) || audience.startsWith(issuer + "/");
    }

    private Optional<WireError> claims() {
        if (!assertion.has("iss")) {
            return Optional.of(WireError.ASSERTION_WITHOUT_ISS);
        }
        if (!assertion.has("sub")) {
            return Optional.of(WireError.ASSERTION_WITHOUT_SUB);
        }
        if (assertion.audience().isEmpty()) {
            return Optional.of(WireError.ASSERTION_WITHOUT_AUD);
        }
        return assertion.has("exp") ? Optional.empty() : Optional.of(WireError.ASSERTION_WITHOUT_EXP);
    }

    private Optional<WireError> identity() {
        Optional<String> issuer = assertion.text("iss");
        if (!issuer.equals(assertion.text("sub"))) {
            return Optional.of(WireError.ASSERTION_SUB_OF_ANOTHER);
        }
        return clientId.isEmpty() || issuer.filter(clientId::equals).isPresent()
                ? Optional.empty()
                : Optional.of(WireError.ASSERTION_ISS_OF_ANOTHER);
    }
}
