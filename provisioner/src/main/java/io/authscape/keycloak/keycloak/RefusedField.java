package io.authscape.keycloak.keycloak;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Finds the seed's field in the words in which Keycloak refuses a client: it names none. */
final class RefusedField {

    /** Longer words first: a post-logout redirect URI is a redirect URI, too. */
    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("post-logout redirect", "postLogoutRedirectUris");
        WORDS.put("redirect", "redirectUris");
        WORDS.put("jwks", "jsonWebKeySet");
        WORDS.put("implicit", "permissions");
        WORDS.put("direct access", "permissions");
        WORDS.put("pkce", "requirements");
        WORDS.put("client id", "clientId");
        WORDS.put("secret", "clientSecret");
    }

    private RefusedField() {}

    /**
     * The field, or {@code null} if the words point to none.
     *
     * @param words what Keycloak said
     */
    static String in(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return WORDS.entrySet().stream()
                .filter(word -> lower.contains(word.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
