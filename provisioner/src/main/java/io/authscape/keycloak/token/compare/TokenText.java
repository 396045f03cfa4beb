package io.authscape.keycloak.token.compare;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Tokens in the middle of a text, and the word in their place. */
public final class TokenText {

    private static final String WORD = "<token>";

    /** A JSON object's beginning in Base64, and two parts more (signed, RFC 7515) or four (encrypted, RFC 7516). */
    private static final Pattern JWT = Pattern.compile("eyJ[A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]*){2,4}");

    /** What is shorter is no token, and to take it out would take letters out of words. */
    private static final int SHORTEST = 8;

    private TokenText() {}

    /** The text without whatever looks like a JWT. */
    public static String hidden(String text) {
        return JWT.matcher(text).replaceAll(WORD);
    }

    /** The text without those tokens either, as they are and as an address has them. */
    static String hidden(String text, Collection<String> tokens) {
        String hidden = text;
        for (String token : tokens.stream()
                .filter(known -> known.length() >= SHORTEST)
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            hidden = hidden.replace(token, WORD).replace(URLEncoder.encode(token, StandardCharsets.UTF_8), WORD);
        }
        return hidden(hidden);
    }
}
