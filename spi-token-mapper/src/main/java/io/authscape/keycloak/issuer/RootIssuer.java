package io.authscape.keycloak.issuer;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.urls.UrlType;

/**
 * The issuer that AuthScape's own server has: Keycloak's base URI with a slash at its end, {@code
 * https://id.example.com/}. A realm has one where its root paths lead to it alone: they are open, the base URI has no
 * path, and its host isn't merely what the request said but a fixed {@code hostname}, the realm's own frontend URL, or
 * a host in the table of {@link RootRealms}.
 */
public final class RootIssuer {

    /** Realm attribute: {@code keycloak} (default) or {@code origin}. */
    public static final String ATTRIBUTE = "authscape.wire.issuer";

    private static final String ORIGIN = "origin";
    private static final Logger LOG = Logger.getLogger(RootIssuer.class);

    /** Realms that were told once that their {@code origin} doesn't count. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private RootIssuer() {}

    /** The root issuer if the realm uses it; empty: Keycloak's own realm issuer stands. */
    public static Optional<String> inForce(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        if (!ORIGIN.equals(realm.getAttribute(ATTRIBUTE))) {
            return Optional.empty();
        }
        Optional<String> issuer = possible(session);
        if (issuer.isEmpty() && TOLD.add(realm.getId())) {
            LOG.warnf(
                    "realm '%s' has %s=origin, but its root paths don't lead to it alone (they are shut, Keycloak's base"
                            + " URI has a path, or its host is neither fixed by 'hostname' nor in the table 'hosts'):"
                            + " its tokens keep Keycloak's issuer",
                    realm.getName(), ATTRIBUTE);
        }
        return issuer;
    }

    /**
     * The root issuer that the realm has or could have, whichever one it uses: tokens from before a switch carry it, and
     * clients that were built against AuthScape name it.
     */
    public static Optional<String> possible(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        URI base = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
        RootRealms realms = RootRealms.configured();
        boolean leadsHere = realms.realmOf(base.getHost(), base.getPort())
                .filter(realm.getName()::equals)
                .isPresent();
        if (leadsHere && hasNoPath(base) && (isFixed(realm) || realms.lists(base.getHost(), base.getPort()))) {
            return Optional.of(base.getScheme() + "://" + base.getRawAuthority() + "/");
        }
        return Optional.empty();
    }

    private static boolean hasNoPath(URI base) {
        return base.getRawPath() == null
                || base.getRawPath().isEmpty()
                || base.getRawPath().equals("/");
    }

    private static boolean isFixed(RealmModel realm) {
        String frontend = realm.getAttribute("frontendUrl");
        return (frontend != null && !frontend.isBlank())
                || Config.scope("hostname", "v2").get("hostname") != null;
    }
}
