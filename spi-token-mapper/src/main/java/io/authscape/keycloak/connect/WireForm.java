package io.authscape.keycloak.connect;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpRequest;

/**
 * The parameters of a request and the client that it names, as OpenIddict reads them: an empty parameter is none, and so
 * is one that comes twice; the client of a Basic header wins over another in the body.
 */
final class WireForm {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final MultivaluedMap<String, String> parameters;
    private final Optional<BasicCredentials> basic;

    private WireForm(MultivaluedMap<String, String> parameters, Optional<BasicCredentials> basic) {
        this.parameters = parameters;
        this.basic = basic;
    }

    /**
     * The body of a POST.
     *
     * @throws WireException rows 3 to 6 of the contract
     */
    static WireForm ofBody(HttpRequest request) {
        checkContentType(request.getHttpHeaders().getHeaderString(HttpHeaders.CONTENT_TYPE));
        return of(request.getDecodedFormParameters(), request);
    }

    /**
     * The query of a GET that a client authenticates.
     *
     * @throws WireException rows 5 and 6, or a secret in the query: every access log would keep it
     */
    static WireForm ofQuery(HttpRequest request) {
        MultivaluedMap<String, String> query = request.getUri().getQueryParameters();
        if (query.containsKey(OAuth2Constants.CLIENT_SECRET) || query.containsKey(OAuth2Constants.CLIENT_ASSERTION)) {
            throw new WireException(WireError.CREDENTIALS_IN_QUERY);
        }
        return of(query, request);
    }

    /** Parameters that nobody authenticates with. */
    static WireForm of(MultivaluedMap<String, String> parameters) {
        return new WireForm(parameters, Optional.empty());
    }

    /** The body as it comes, for Keycloak's own endpoint to judge. */
    static WireForm unchecked(HttpRequest request) {
        return of(request.getDecodedFormParameters());
    }

    private static WireForm of(MultivaluedMap<String, String> parameters, HttpRequest request) {
        String authorization = request.getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION);
        WireForm body = new WireForm(parameters, Optional.empty());
        if (BasicCredentials.isIn(authorization) && (body.hasSecret() || body.hasAssertion())) {
            throw new WireException(WireError.CREDENTIALS_AMBIGUOUS);
        }
        return new WireForm(parameters, BasicCredentials.read(authorization));
    }

    private static void checkContentType(String contentType) {
        if (contentType == null || contentType.isBlank()) {
            throw new WireException(WireError.CONTENT_TYPE_MISSING);
        }
        if (!isForm(contentType)) {
            throw new WireException(WireError.CONTENT_TYPE_INVALID);
        }
    }

    /** Whether a header {@code Content-Type} means a form, whatever parameters it has. */
    static boolean isForm(String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals(FORM);
    }

    /** The value; empty if there is none, or more than one. */
    String parameter(String name) {
        List<String> values = parameters.get(name);
        return values == null || values.size() != 1 || values.get(0) == null ? "" : values.get(0);
    }

    boolean has(String name) {
        return !parameter(name).isEmpty();
    }

    /** All values of a parameter that may come more than once. */
    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** The words of a parameter in their order, each once. */
    List<String> words(String name) {
        return Stream.of(parameter(name).split(" ", -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /** The client that the request names; empty if none. */
    String clientId() {
        return basic.map(BasicCredentials::clientId).orElseGet(() -> parameter(OAuth2Constants.CLIENT_ID));
    }

    boolean hasSecret() {
        return has(OAuth2Constants.CLIENT_SECRET)
                || basic.filter(credentials -> !credentials.clientSecret().isEmpty())
                        .isPresent();
    }

    boolean hasAssertion() {
        return has(OAuth2Constants.CLIENT_ASSERTION);
    }

    /**
     * Rows that concern a client assertion, whichever endpoint it is sent to.
     *
     * @throws WireException the assertion or its type is missing, comes beside a secret, or is of an unknown type
     */
    void checkAssertion() {
        boolean type = has(OAuth2Constants.CLIENT_ASSERTION_TYPE);
        if (hasAssertion() && !type) {
            throw new WireException(WireError.ASSERTION_TYPE_MISSING);
        }
        if (type && !hasAssertion()) {
            throw new WireException(WireError.ASSERTION_MISSING);
        }
        if (hasAssertion() && hasSecret()) {
            throw new WireException(WireError.CREDENTIALS_AMBIGUOUS);
        }
        if (type
                && !OAuth2Constants.CLIENT_ASSERTION_TYPE_JWT.equals(
                        parameter(OAuth2Constants.CLIENT_ASSERTION_TYPE))) {
            throw new WireException(WireError.ASSERTION_TYPE_UNSUPPORTED);
        }
    }

    /** What Keycloak's endpoint shall read: the same request, without what OpenIddict doesn't see. */
    MultivaluedMap<String, String> forKeycloak() {
        MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
        for (String name : parameters.keySet()) {
            if (has(name)) {
                form.putSingle(name, parameter(name));
            }
        }
        basic.map(BasicCredentials::clientId).ifPresent(id -> form.putSingle(OAuth2Constants.CLIENT_ID, id));
        return form;
    }
}
