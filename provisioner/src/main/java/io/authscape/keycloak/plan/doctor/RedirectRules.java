package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where codes and tokens may be sent to. */
final class RedirectRules {

    /**
     * Keycloak 26.7.3 compares with what stands before a star at the end, and where the star follows a host it reads a
     * slash between them ({@code RedirectUtils.checkValidRedirectWildcard}). So every host is open where the text ends
     * before {@code //} and a host; another scheme than http is compared in any case.
     */
    private static final Pattern ANYWHERE =
            Pattern.compile("(?i)(h(t(t(ps?)?)?)?)?\\*|https?:(?!//[^/]).*\\*|https?://\\*");

    private static final Pattern PLAIN_HTTP =
            Pattern.compile("http://(?!(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])([:/*]|$)).*");

    private final ExaminedClient client;
    private final Remedy remedy;
    private final List<Finding> findings = new ArrayList<>();

    RedirectRules(ExaminedClient client, Remedy remedy) {
        this.client = client;
        this.remedy = remedy;
    }

    List<Finding> findings() {
        if (!client.hasBrowserFlow()) {
            return findings;
        }
        for (String uri : client.redirectUris()) {
            if (isWildcard(uri) && ANYWHERE.matcher(uri).matches()) {
                add(Rule.REDIRECT_ANYWHERE, Quoted.of(uri) + " matches every host");
            } else if (isWildcard(uri)) {
                add(Rule.REDIRECT_WILDCARD, Quoted.of(uri) + " ends with a wildcard");
            }
            if (PLAIN_HTTP.matcher(uri).matches()) {
                add(Rule.REDIRECT_PLAIN_HTTP, Quoted.of(uri) + " is plain http");
            }
        }
        String origins = client.state().fields().getOrDefault(ClientField.WEB_ORIGINS, "");
        if (ClientField.values(origins).contains("*")) {
            // A seed has no place for them, and 'apply' leaves those that an admin adds.
            findings.add(client.finding(
                    Rule.WEB_ORIGINS_ANY,
                    ClientField.WEB_ORIGINS.toString(),
                    "every web origin is allowed",
                    remedy.client(client, ClientField.WEB_ORIGINS + "=[\"https://app.example.com\"]")));
        }
        return findings;
    }

    /** Behind a query or a fragment a star is a star. */
    private static boolean isWildcard(String uri) {
        return uri.endsWith("*") && !uri.contains("?") && !uri.contains("#");
    }

    private void add(Rule rule, String what) {
        String fix = client.isSeeded()
                ? remedy.inTheSeed("write the exact addresses into the client's 'redirectUris'")
                : remedy.client(client, ClientField.REDIRECT_URIS + "=[\"https://app.example.com/callback\"]");
        findings.add(client.finding(rule, ClientField.REDIRECT_URIS.toString(), what, fix));
    }
}
