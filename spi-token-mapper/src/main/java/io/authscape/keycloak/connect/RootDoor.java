package io.authscape.keycloak.connect;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.keycloak.Config;

/**
 * Leads AuthScape's root paths ({@code /connect/token}, below {@code --http-relative-path} if there is one) into the
 * realm behind them. It runs after Keycloak's own path filters, so that a spelling that they refuse stays refused, and
 * before JAX-RS has chosen a resource. As in OpenIddict, case does not count and one slash may follow.
 *
 * <p>The realm is the provider option {@code --spi-realm-restapi-extension--connect--realm}; default: {@value
 * #DEFAULT_REALM}.
 */
@Provider
@PreMatching
public final class RootDoor implements ContainerRequestFilter {

    static final String DEFAULT_REALM = "authscape";

    private static final Set<String> PATHS = Set.of("connect/token");

    /** Read with the first request: Keycloak's configuration is not there yet when this filter is made. */
    private volatile String realm;

    @Override
    public void filter(ContainerRequestContext request) {
        String path = canonical(request.getUriInfo());
        if (PATHS.contains(path)) {
            request.setRequestUri(inRealm(request.getUriInfo(), path));
        }
    }

    /** The path below the base, in lower case, without its leading and one closing slash. */
    private static String canonical(UriInfo uri) {
        String whole = uri.getRequestUri().getRawPath();
        if (!whole.startsWith(base(uri))) {
            return "";
        }
        String path = whole.substring(base(uri).length());
        return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).toLowerCase(Locale.ROOT);
    }

    private static String base(UriInfo uri) {
        String base = uri.getBaseUri().getRawPath();
        return base.endsWith("/") ? base : base + "/";
    }

    private URI inRealm(UriInfo uri, String path) {
        return uri.getRequestUriBuilder()
                .replacePath(base(uri))
                .segment("realms", realm())
                .path(path)
                .build();
    }

    private String realm() {
        if (realm == null) {
            realm = Config.scope("realm-restapi-extension", ConnectResourceProviderFactory.PROVIDER_ID)
                    .get("realm", DEFAULT_REALM);
        }
        return realm;
    }
}
