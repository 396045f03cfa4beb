package io.authscape.keycloak.connect;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;

/**
 * A token request as OpenIddict reads it: an empty parameter is none, and so is one that comes twice. What it has
 * checked it writes back into the form, so that Keycloak's token endpoint sees the same request.
 */
final class TokenRequest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final MultivaluedMap<String, String> form;
    private final Optional<BasicCredentials> basic;

    private TokenRequest(MultivaluedMap<String, String> form, Optional<BasicCredentials> basic) {
        this.form = form;
        this.basic = basic;
    }

    /**
     * Reads a request and checks it in the order in which OpenIddict does.
     *
     * @throws WireException what OpenIddict answers to it
     */
    static TokenRequest read(HttpRequest request) {
        HttpHeaders headers = request.getHttpHeaders();
        checkContentType(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
        Optional<BasicCredentials> basic = BasicCredentials.read(headers.getHeaderString(HttpHeaders.AUTHORIZATION));
        TokenRequest token = new TokenRequest(request.getDecodedFormParameters(), basic);
        token.checkCredentials();
        token.checkGrant();
        token.alignForm();
        return token;
    }

    private static void checkContentType(String contentType) {
        if (contentType == null || contentType.isBlank()) {
            throw new WireException(WireError.CONTENT_TYPE_MISSING);
        }
        String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!type.equals(FORM)) {
            throw new WireException(WireError.CONTENT_TYPE_INVALID);
        }
    }

    private void checkCredentials() {
        boolean inBody = has(OAuth2Constants.CLIENT_SECRET);
        boolean assertion = has(OAuth2Constants.CLIENT_ASSERTION);
        if ((inBody && assertion) || (basic.isPresent() && (inBody || assertion))) {
            throw new WireException(WireError.CREDENTIALS_AMBIGUOUS);
        }
    }

    private void checkGrant() {
        if (!has(OAuth2Constants.GRANT_TYPE)) {
            throw new WireException(WireError.GRANT_TYPE_MISSING);
        }
        if (!isClientCredentials()) {
            return;
        }
        if (clientId().isEmpty() && !has(OAuth2Constants.CLIENT_ASSERTION)) {
            throw new WireException(WireError.CLIENT_ID_MISSING);
        }
        boolean secret = basic.map(BasicCredentials::clientSecret)
                .filter(TokenRequest::isPresent)
                .isPresent();
        if (!secret && !has(OAuth2Constants.CLIENT_SECRET) && !has(OAuth2Constants.CLIENT_ASSERTION)) {
            throw new WireException(WireError.CREDENTIALS_MISSING);
        }
    }

    /** Keycloak lets the body win over the header, refuses a parameter that comes twice, and an empty scope. */
    private void alignForm() {
        basic.ifPresent(credentials -> form.putSingle(OAuth2Constants.CLIENT_ID, credentials.clientId()));
        if (scopes().isEmpty()) {
            form.remove(OAuth2Constants.SCOPE);
        } else {
            form.putSingle(OAuth2Constants.SCOPE, String.join(" ", scopes()));
        }
    }

    String grantType() {
        return parameter(OAuth2Constants.GRANT_TYPE);
    }

    /** The client that the request names; empty if none. */
    String clientId() {
        return basic.map(BasicCredentials::clientId).orElseGet(() -> parameter(OAuth2Constants.CLIENT_ID));
    }

    /** The requested scopes in their order, each once. */
    List<String> scopes() {
        return Stream.of(parameter(OAuth2Constants.SCOPE).split(" "))
                .filter(scope -> !scope.isEmpty())
                .distinct()
                .toList();
    }

    /** RFC 6749 section 5.1: the scope is told where it isn't the one that was asked for. */
    boolean mustBeToldScope(String granted) {
        boolean asked = grantType().equals(OAuth2Constants.AUTHORIZATION_CODE);
        return granted != null
                && !granted.isBlank()
                && (asked || !words(granted).equals(Set.copyOf(scopes())));
    }

    private boolean isClientCredentials() {
        return grantType().equals(OAuth2Constants.CLIENT_CREDENTIALS);
    }

    private static Set<String> words(String text) {
        return Stream.of(text.split(" ")).collect(Collectors.toSet());
    }

    private boolean has(String parameter) {
        return isPresent(parameter(parameter));
    }

    private static boolean isPresent(String value) {
        return !value.isEmpty();
    }

    private String parameter(String name) {
        List<String> values = form.get(name);
        return values == null || values.size() != 1 || values.get(0) == null ? "" : values.get(0);
    }
}
