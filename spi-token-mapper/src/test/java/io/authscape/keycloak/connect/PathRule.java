package io.authscape.keycloak.connect;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Jwt;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A target means one of our endpoints in the realm that it names, or it is refused. */
final class PathRule {

    private static final Pattern ENCODED_LETTER =
            Pattern.compile("%(4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]|2d|3[0-9])", Pattern.CASE_INSENSITIVE);

    private final Pattern ours;
    private final String realm;

    PathRule(String realm) {
        this.realm = realm;
        String endpoints = "token|introspect|revocation|userinfo|authorize|logout";
        String documents = "\\.well-known/(?:openid-configuration|oauth-authorization-server|jwks)";
        this.ours = Pattern.compile("/(?i:connect/(?:" + endpoints + ")|" + documents + ")/?" + "|/realms/"
                + Pattern.quote(realm) + "/(?i:connect/(?:" + endpoints + "|" + documents + "))/?");
    }

    Optional<String> find(RawRequest request, RawAnswer answer) {
        boolean means = ours.matcher(withoutEncodedLetters(request.path())).matches();
        if (means) {
            return answer.status() == 200 ? issuer(answer) : Optional.empty();
        }
        boolean refused = answer.status() >= 400 && answer.status() < 500;
        return refused ? Optional.empty() : Optional.of("a path that is none of ours is answered");
    }

    private Optional<String> issuer(RawAnswer answer) {
        JsonNode body = answer.json();
        if (!body.has("access_token")) {
            return Optional.empty();
        }
        String issuer =
                Jwt.claims(body.path("access_token").asText()).path("iss").asText();
        return issuer.endsWith("/realms/" + realm) ? Optional.empty() : Optional.of("a token of " + issuer);
    }

    /** RFC 3986 section 6.2.2.2: {@code %74} and {@code t} are the same. */
    private static String withoutEncodedLetters(String path) {
        Matcher encoded = ENCODED_LETTER.matcher(path);
        return encoded.replaceAll(match -> String.valueOf((char) Integer.parseInt(match.group(1), 16)));
    }
}
