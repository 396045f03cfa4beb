package io.authscape.keycloak.connect;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/**
 * Keycloak's cookies are for paths below {@code /realms/{realm}/}: at the root a browser doesn't show them, so a user who
 * is signed in would be a stranger there. A browser that comes to the root with a request that is in order is therefore
 * sent to the same request at the realm's own door.
 */
final class BrowserDetour {

    /** Every browser of today tells what a request is for (W3C Fetch Metadata). */
    private static final String FETCH_MODE = "Sec-Fetch-Mode";

    private final KeycloakSession session;

    BrowserDetour(KeycloakSession session) {
        this.session = session;
    }

    boolean isNeeded() {
        return RootDoor.doorOf(session) == ConnectDoor.ROOT && isBrowser();
    }

    /** Who has no cookies is answered where he asks, as OpenIddict does. */
    private boolean isBrowser() {
        HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
        String accept = headers.getHeaderString(HttpHeaders.ACCEPT);
        return (accept != null && accept.contains(MediaType.TEXT_HTML))
                || headers.getHeaderString(FETCH_MODE) != null
                || headers.getHeaderString(HttpHeaders.COOKIE) != null;
    }

    /** @param path the endpoint below {@code connect/} */
    Response to(String path) {
        KeycloakContext context = session.getContext();
        String url = ConnectDoor.REALM.url(context, UrlType.FRONTEND, path);
        String query = encoded(context.getUri().getQueryParameters());
        // 307 alone makes a browser send a form again.
        boolean form = context.getHttpRequest().getHttpMethod().equals(HttpMethod.POST);
        return new WireAnswer(session)
                .uncached(form ? Status.TEMPORARY_REDIRECT : Status.FOUND)
                .location(URI.create(query.isEmpty() ? url : url + "?" + query))
                .build();
    }

    /** Not the query of the request URI: once that was led on, Quarkus has decoded what must stay encoded. */
    private static String encoded(MultivaluedMap<String, String> parameters) {
        return parameters.entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue().stream().map(value -> encode(parameter.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
