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
import java.util.function.UnaryOperator;
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

    private static final Pattern IN_A_REALM = Pattern.compile("(realms/[^/]+/)((?i:connect)/.+)");

    /**
     * Request property and header: by which door it came, for those that came to us. Resources below a realm can't ask
     * for the property; whatever a caller sends as the header is overwritten.
     */
    private static final String DOOR = "authscape-door";

    /** What no resource has a method for; the answer is made by {@link EarlyRefusal}. */
    private static final String NONE = "NONE";

    @Override
    public void filter(ContainerRequestContext request) {
        String path = below(request.getUriInfo());
        if (AT_THE_ROOT.contains(canonical(path))) {
            realm(request.getUriInfo()).ifPresent(realm -> {
                String inRealm = PREFIX + canonical(path).replaceFirst("^" + PREFIX, "");
                lead(request, ConnectDoor.ROOT, builder -> builder.segment("realms", realm)
                        .path(inRealm));
            });
            return;
        }
        Matcher inRealm = IN_A_REALM.matcher(path);
        if (inRealm.matches()) {
            String rest = canonical(inRealm.group(2)).substring(PREFIX.length());
            if (AT_THE_ROOT.contains(rest) || AT_THE_ROOT.contains(PREFIX + rest)) {
                lead(request, ConnectDoor.REALM, builder -> builder.path(inRealm.group(1) + PREFIX + rest));
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

    private static void lead(ContainerRequestContext request, ConnectDoor door, UnaryOperator<UriBuilder> destination) {
        UriInfo uri = request.getUriInfo();
        request.setProperty(DOOR, door);
        request.getHeaders().putSingle(DOOR, door.name());
        URI target = destination
                .apply(uri.getRequestUriBuilder().replacePath(base(uri)))
                .build();
        request.setRequestUri(target);
        mendMediaType(request);
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            request.setMethod(NONE); // JAX-RS would take it for a GET
        }
    }

    /** A header that isn't a media type would break Keycloak's own filters, which then answer 500 in our place. */
    private static void mendMediaType(ContainerRequestContext request) {
        try {
            request.getMediaType();
        } catch (RuntimeException malformed) {
            boolean blank = request.getHeaderString(HttpHeaders.CONTENT_TYPE).isBlank();
            request.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
            if (!blank) {
                request.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
            }
        }
    }

    /** Without one closing slash, in lower case. */
    private static String canonical(String path) {
        return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).toLowerCase(Locale.ROOT);
    }

    /** The path below the base, without its leading slash. */
    private static String below(UriInfo uri) {
        String whole = uri.getRequestUri().getRawPath();
        return whole.startsWith(base(uri)) ? whole.substring(base(uri).length()) : "";
    }

    private static String base(UriInfo uri) {
        String base = uri.getBaseUri().getRawPath();
        return base.endsWith("/") ? base : base + "/";
    }

    private static Optional<String> realm(UriInfo uri) {
        URI base = uri.getBaseUri();
        return RootRealms.configured().realmOf(base.getHost(), base.getPort());
    }
}
