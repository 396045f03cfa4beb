package io.authscape.keycloak.connect;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventType;

/** A token request as OpenIddict reads it. */
record TokenRequest(WireForm form) {

    /** AuthScape's server has these; what else a client's permissions name works on Keycloak's own path. */
    private static final Set<String> GRANT_TYPES = Set.of(
            OAuth2Constants.AUTHORIZATION_CODE, OAuth2Constants.CLIENT_CREDENTIALS, OAuth2Constants.REFRESH_TOKEN);

    private static final String AUDIENCE = "audience";
    private static final String RESOURCE = "resource";

    /**
     * Everything that the request alone tells, before anybody looks for its client, in OpenIddict's order.
     *
     * @throws WireException rows 7 to 10, and their like for the other grants
     */
    void check() {
        checkGrantType();
        if ((isClientCredentials() || isCode()) && form.clientId().isEmpty() && !form.hasAssertion()) {
            throw new WireException(WireError.CLIENT_ID_MISSING);
        }
        require(isCode(), OAuth2Constants.CODE, WireError.CODE_MISSING);
        form.checkAssertion();
        if (isClientCredentials() && !form.hasSecret() && !form.hasAssertion()) {
            throw new WireException(WireError.CREDENTIALS_MISSING);
        }
        require(isRefresh(), OAuth2Constants.REFRESH_TOKEN, WireError.REFRESH_TOKEN_MISSING);
        require(isCode(), OAuth2Constants.CODE_VERIFIER, WireError.CODE_VERIFIER_MISSING);
        if (isCode() && !scopes().isEmpty()) {
            throw new WireException(WireError.SCOPE_OUT_OF_PLACE);
        }
        if (form.has(AUDIENCE)) {
            throw new WireException(WireError.AUDIENCE_OUT_OF_PLACE);
        }
        if (!resources().allMatch(TokenRequest::isAbsolute)) {
            throw new WireException(WireError.RESOURCE_NOT_ABSOLUTE);
        }
    }

    private void checkGrantType() {
        if (grantType().isEmpty()) {
            throw new WireException(WireError.GRANT_TYPE_MISSING);
        }
        if (!GRANT_TYPES.contains(grantType())) {
            throw new WireException(WireError.GRANT_TYPE_UNSUPPORTED);
        }
    }

    private void require(boolean grant, String parameter, WireError missing) {
        if (grant && !form.has(parameter)) {
            throw new WireException(missing);
        }
    }

    /** @throws WireException AuthScape's server has no resource that could be asked for by name (RFC 8707) */
    void checkResources() {
        if (resources().findAny().isPresent()) {
            throw new WireException(WireError.RESOURCE_UNKNOWN);
        }
    }

    private Stream<String> resources() {
        return form.all(RESOURCE).stream().filter(resource -> resource != null && !resource.isEmpty());
    }

    private static boolean isAbsolute(String resource) {
        try {
            return new URI(resource).isAbsolute();
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    String grantType() {
        return form.parameter(OAuth2Constants.GRANT_TYPE);
    }

    boolean isClientCredentials() {
        return grantType().equals(OAuth2Constants.CLIENT_CREDENTIALS);
    }

    boolean isCode() {
        return grantType().equals(OAuth2Constants.AUTHORIZATION_CODE);
    }

    boolean isRefresh() {
        return grantType().equals(OAuth2Constants.REFRESH_TOKEN);
    }

    /** The requested scopes in their order, each once. */
    List<String> scopes() {
        return form.words(OAuth2Constants.SCOPE);
    }

    /** The event that Keycloak raises for such a request. */
    EventType eventType() {
        if (isCode()) {
            return EventType.CODE_TO_TOKEN;
        }
        return isRefresh() ? EventType.REFRESH_TOKEN : EventType.CLIENT_LOGIN;
    }

    /** RFC 6749 section 5.1: the scope is told where it isn't the one that was asked for. */
    boolean mustBeToldScope(String granted) {
        return granted != null
                && !granted.isBlank()
                && (isCode() || !words(granted).equals(Set.copyOf(scopes())));
    }

    /** OpenIddict gives one where {@code offline_access} is granted, and goes on giving; Keycloak with every code. */
    boolean mayHaveRefreshToken(String granted) {
        return !isCode() || (granted != null && words(granted).contains(OAuth2Constants.OFFLINE_ACCESS));
    }

    private static Set<String> words(String text) {
        return Stream.of(text.split(" ", -1)).collect(Collectors.toSet());
    }

    /** What Keycloak's token endpoint shall read. */
    MultivaluedMap<String, String> forKeycloak() {
        MultivaluedMap<String, String> aligned = form.forKeycloak();
        aligned.remove(RESOURCE);
        if (!scopes().isEmpty()) {
            aligned.putSingle(OAuth2Constants.SCOPE, String.join(" ", scopes()));
        } else {
            aligned.remove(OAuth2Constants.SCOPE);
        }
        return aligned;
    }
}
