package io.authscape.keycloak.connect;

import io.authscape.keycloak.issuer.RootIssuer;
import java.net.URI;
import java.util.Locale;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/** The way by which a request came to AuthScape's endpoints; what they tell about themselves depends on it. */
enum ConnectDoor {

    /** {@code /connect/token} */
    ROOT {
        @Override
        String issuer(KeycloakSession session) {
            return RootIssuer.inForce(session).orElseGet(() -> realmIssuer(session));
        }

        @Override
        String url(KeycloakContext context, UrlType type, String path) {
            return base(context, type) + (path.startsWith(WELL_KNOWN) ? path : "connect/" + path);
        }
    },

    /** {@code /realms/{realm}/connect/token} */
    REALM {
        @Override
        String issuer(KeycloakSession session) {
            return realmIssuer(session);
        }

        @Override
        String url(KeycloakContext context, UrlType type, String path) {
            return Urls.realmIssuer(
                            URI.create(base(context, type)), context.getRealm().getName()) + "/connect/" + path;
        }
    };

    static final String WELL_KNOWN = ".well-known/";

    /** The issuer that discovery and introspection name here, whatever a token says. */
    abstract String issuer(KeycloakSession session);

    /** Where one of AuthScape's endpoints is from here: {@code token}, {@code .well-known/jwks}. */
    abstract String url(KeycloakContext context, UrlType type, String path);

    /** As metrics name it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String realmIssuer(KeycloakSession session) {
        KeycloakContext context = session.getContext();
        return Urls.realmIssuer(
                context.getUri(UrlType.FRONTEND).getBaseUri(),
                context.getRealm().getName());
    }

    private static String base(KeycloakContext context, UrlType type) {
        String base = context.getUri(type).getBaseUri().toString();
        return base.endsWith("/") ? base : base + "/";
    }
}
