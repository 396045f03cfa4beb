package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules of the addresses to which a browser may return: OpenIddict's, and where Keycloak reads them differently. */
final class RedirectUriRules {

    /** What Keycloak has room for. */
    private static final int LONGEST = 255;

    /** A browser would run these instead of opening them; Keycloak refuses them. */
    private static final Set<String> EXECUTABLE = Set.of("javascript", "data", "vbscript");

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]", Pattern.CASE_INSENSITIVE);

    private final JsonPointer list;
    private final ProblemList problems;

    private RedirectUriRules(JsonPointer list, ProblemList problems) {
        this.list = list;
        this.problems = problems;
    }

    static void check(ClientSeed client, JsonPointer at, ProblemList problems) {
        if (client.redirectUris() != null) {
            RedirectUriRules rules = new RedirectUriRules(at.appendProperty("redirectUris"), problems);
            rules.checkAll(client.redirectUris());
            rules.refuseIssuer(client.redirectUris());
            rules.refuseLong(client.redirectUris());
        }
        if (client.postLogoutRedirectUris() != null) {
            new RedirectUriRules(at.appendProperty("postLogoutRedirectUris"), problems)
                    .checkAll(client.postLogoutRedirectUris());
        }
    }

    private void checkAll(List<String> uris) {
        problems.warnOfRepeated(list, uris);
        for (int i = 0; i < uris.size(); i++) {
            if (!uris.get(i).isEmpty()) {
                check(uris.get(i), list.appendIndex(i));
            }
        }
    }

    private void check(String text, JsonPointer place) {
        URI uri = parse(text);
        if (text.contains("*")) {
            problems.error(
                    place,
                    Quoted.of(text) + " has a '*': OpenIddict compares addresses letter by letter, and Keycloak would"
                            + " take it for any text",
                    "write each address in full");
        } else if (text.contains("#")) {
            problems.error(place, Quoted.of(text) + " has a fragment", "remove the '#' and what follows it");
        } else if (uri == null || !isComplete(uri)) {
            problems.error(
                    place, Quoted.of(text) + " is no absolute URI", "write it as https://app.example.com/signin-oidc");
        } else if (EXECUTABLE.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
            problems.error(
                    place, "the scheme of " + Quoted.of(text) + " is not allowed here", "write an https address");
        } else if ("http".equalsIgnoreCase(uri.getScheme())
                && !LOOPBACK.matcher(uri.getHost()).matches()) {
            problems.warning(
                    place,
                    Quoted.of(text) + " is not encrypted: who listens on the way gets the user's code",
                    "write an https address; http is for loopback");
        }
    }

    /** OpenIddict adds a parameter of that name to its answers. */
    private void refuseIssuer(List<String> uris) {
        for (int i = 0; i < uris.size(); i++) {
            URI uri = parse(uris.get(i));
            if (uri != null && uri.getRawQuery() != null && parameters(uri).anyMatch("iss"::equals)) {
                problems.error(
                        list.appendIndex(i),
                        Quoted.of(uris.get(i)) + " has the query parameter 'iss', which the server's answer sets",
                        "remove it");
            }
        }
    }

    private void refuseLong(List<String> uris) {
        for (int i = 0; i < uris.size(); i++) {
            if (uris.get(i).length() > LONGEST) {
                problems.error(
                        list.appendIndex(i),
                        "the URI is longer than " + LONGEST + " characters, and Keycloak has room for no more",
                        "shorten it");
            }
        }
    }

    private static boolean isComplete(URI uri) {
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        return uri.isAbsolute() && (!web || uri.getHost() != null);
    }

    private static Stream<String> parameters(URI uri) {
        return Stream.of(uri.getRawQuery().split("&", -1))
                .map(parameter -> decoded(parameter.split("=", 2)[0]));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
