package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.ClientSeed;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How the addresses to which a browser may return become Keycloak's. */
final class RedirectMapping {

    static final String POST_LOGOUT = "post.logout.redirect.uris";
    /** Keycloak's word for "none". Without a value it would take the redirect URIs, which OpenIddict never does. */
    static final String NONE = "-";

    /** Keycloak's word for "the redirect URIs' own": as an address after sign-out, and as a web origin. */
    static final String AS_REDIRECT_URIS = "+";

    private RedirectMapping() {}

    /**
     * @param standing {@code null} for a new client
     */
    static void put(
            ClientSeed client, ClientState standing, Map<ClientField, String> fields, Map<String, String> attributes) {
        if (client.redirectUris() != null) {
            fields.put(ClientField.REDIRECT_URIS, ClientField.text(client.redirectUris()));
            if (!client.redirectUris().isEmpty()) {
                fields.put(ClientField.WEB_ORIGINS, ClientField.text(webOrigins(standing)));
            }
        }
        if (client.postLogoutRedirectUris() != null) {
            List<String> uris =
                    client.postLogoutRedirectUris().stream().distinct().toList();
            attributes.put(POST_LOGOUT, uris.isEmpty() ? NONE : String.join("##", uris));
        } else if (standing == null || fallsBack(standing.attributes().getOrDefault(POST_LOGOUT, ""))) {
            attributes.put(POST_LOGOUT, NONE);
        }
    }

    /** A single-page app asks for its token in the browser, from where it may return to; more origins are the admin's. */
    private static Collection<String> webOrigins(ClientState standing) {
        Set<String> origins = new TreeSet<>();
        if (standing != null) {
            origins.addAll(ClientField.values(standing.fields().getOrDefault(ClientField.WEB_ORIGINS, "")));
        }
        origins.add(AS_REDIRECT_URIS);
        return origins;
    }

    private static boolean fallsBack(String postLogout) {
        return postLogout.isBlank() || List.of(postLogout.split("##", -1)).contains(AS_REDIRECT_URIS);
    }
}
