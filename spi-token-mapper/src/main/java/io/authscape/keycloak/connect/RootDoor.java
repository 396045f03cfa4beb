package io.authscape.keycloak.connect;

import io.authscape.keycloak.issuer.RootRealms;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/**
 * Leads AuthScape's root paths ({@code /connect/token}, below {@code --http-relative-path} if there is one) into the
 * realm behind them, and knows those paths below {@code /realms/{realm}} too. It runs after Keycloak's own path filters,
 * so that a spelling that they refuse stays refused, and before JAX-RS has chosen a resource. As in OpenIddict, case
 * does not count and one slash may follow.
 *
 * @see RootRealms the provider options
 */
@Provider
@PreMatching
public final class RootDoor implements ContainerRequestFilter {

    private static final String PREFIX = "connect/";

    private static final Set<String> AT_THE_ROOT = Set.of(
            "connect/token",
            "connect/introspect",
            "connect/revocation",
            "connect/userinfo",
            "connect/authorize",
            "connect/logout",
            ".well-known/openid-configuration",
            ".well-known/oauth-authorization-server",
            ".well-known/jwks");

    private static final Pattern IN_A_REALM = Pattern.compile("realms/([^/]+)/(?i:connect)/(.+)");

    /**
     * Request property and header: by which door it came, for those that came to us. Resources below a realm can't ask
     * for the property; whatever a caller sends as the header is overwritten.
     */
    private static final String DOOR = "authscape-door";

    private static final String FORWARDED_PREFIX = "X-Forwarded-Prefix";

    /** What no resource has a method for; the answer is made by {@link EarlyRefusal}. */
    private static final String NONE = "NONE";

    @Override
    public void filter(ContainerRequestContext request) {
        String path = withoutSlash(below(request.getUriInfo()));
        String known = path.toLowerCase(Locale.ROOT);
        if (AT_THE_ROOT.contains(known)) {
            String word = known.startsWith(PREFIX) ? known.substring(PREFIX.length()) : known;
            realm(request.getUriInfo()).ifPresent(realm -> lead(request, ConnectDoor.ROOT, encoded(realm), word));
            return;
        }
        Matcher inRealm = IN_A_REALM.matcher(path);
        if (inRealm.matches()) {
            String word = inRealm.group(2).toLowerCase(Locale.ROOT);
            if (AT_THE_ROOT.contains(word) || AT_THE_ROOT.contains(PREFIX + word)) {
                lead(request, ConnectDoor.REALM, inRealm.group(1), word);
            }
        }
    }

    /** By which door the request came that is one of ours. */
    static ConnectDoor doorOf(KeycloakSession session) {
        String door = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(DOOR);
        return ConnectDoor.ROOT.name().equals(door) ? ConnectDoor.ROOT : ConnectDoor.REALM;
    }

    static boolean led(ContainerRequestContext request) {
        return request.getProperty(DOOR) != null;
    }

    /** By which door a request came that was {@link #led}. */
    static ConnectDoor doorOf(ContainerRequestContext request) {
        return (ConnectDoor) request.getProperty(DOOR);
    }

    private static void lead(ContainerRequestContext request, ConnectDoor door, String realm, String word) {
        request.setProperty(DOOR, door);
        request.getHeaders().putSingle(DOOR, door.name());
        String query = request.getUriInfo().getRequestUri().getRawQuery();
        String path = mount(request) + "/realms/" + realm + "/" + PREFIX + word;
        request.setRequestUri(URI.create(query == null ? path : path + "?" + query));
        mendMediaTypes(request);
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            request.setMethod(NONE); // JAX-RS would take it for a GET
        }
    }

    /** Headers that hold no media type would break Keycloak's own filters, which then answer 500 in our place. */
    private static void mendMediaTypes(ContainerRequestContext request) {
        try {
            request.getMediaType();
        } catch (RuntimeException malformed) {
            boolean blank = request.getHeaderString(HttpHeaders.CONTENT_TYPE).isBlank();
            request.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            if (!blank) {
                request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
            }
        }
        try {
            request.getAcceptableMediaTypes();
        } catch (RuntimeException malformed) {
            request.getHeaders().remove(HttpHeaders.ACCEPT);
        }
    }

    private static String encoded(String realm) {
        return UriBuilder.fromPath("/").segment(realm).build().getRawPath().substring(1);
    }

    /** Without its leading slash, and without one closing slash. */
    private static String withoutSlash(String path) {
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return relative.endsWith("/") ? relative.substring(0, relative.length() - 1) : relative;
    }

    /**
     * The path as it was sent, not decoded, below what stands in front of all of Keycloak's paths. Empty where the two
     * don't fit together, or with a matrix parameter: Keycloak 26.4 lets those pass to us, and none is ours.
     */
    private static String below(UriInfo uri) {
        String raw = uri.getRequestUri().getRawPath();
        if (raw.contains(";") || !uri.getRequestUri().getPath().endsWith(uri.getPath())) {
            return "";
        }
        String front = front(uri);
        return raw.startsWith(front) ? raw.substring(front.length()) : "";
    }

    private static String front(UriInfo uri) {
        String whole = uri.getRequestUri().getPath();
        return whole.substring(0, whole.length() - uri.getPath().length());
    }

    /**
     * Where Keycloak is mounted: {@code --http-relative-path}. A prefix that a proxy has cut off and tells us stands in
     * front of all addresses, too, but resources are looked for without it.
     */
    private static String mount(ContainerRequestContext request) {
        String front = front(request.getUriInfo());
        String prefix = request.getHeaderString(FORWARDED_PREFIX);
        return prefix != null && !prefix.isEmpty() && front.startsWith(prefix)
                ? front.substring(prefix.length())
                : front;
    }

    private static Optional<String> realm(UriInfo uri) {
        URI base = uri.getBaseUri();
        return RootRealms.configured().realmOf(base.getHost(), base.getPort());
    }
}
