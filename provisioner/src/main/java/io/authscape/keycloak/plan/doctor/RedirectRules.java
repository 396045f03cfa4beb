package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where codes and tokens may be sent to. */
final class RedirectRules {

    /** Keycloak takes a star at the end only; before the host's end it opens every host. */
    private static final Pattern ANYWHERE = Pattern.compile("\\*|[a-z][a-z0-9+.-]*:(//)?[^/]*\\*");

    private static final Pattern PLAIN_HTTP =
            Pattern.compile("http://(?!(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])([:/]|$)).*");

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
            if (ANYWHERE.matcher(uri).matches()) {
                add(Rule.REDIRECT_ANYWHERE, ClientField.REDIRECT_URIS, Quoted.of(uri) + " matches every host");
            } else if (uri.endsWith("*")) {
                add(Rule.REDIRECT_WILDCARD, ClientField.REDIRECT_URIS, Quoted.of(uri) + " ends with a wildcard");
            }
            if (PLAIN_HTTP.matcher(uri).matches()) {
                add(Rule.REDIRECT_PLAIN_HTTP, ClientField.REDIRECT_URIS, Quoted.of(uri) + " is plain http");
            }
        }
        String origins = client.state().fields().getOrDefault(ClientField.WEB_ORIGINS, "");
        if (ClientField.values(origins).contains("*")) {
            add(Rule.WEB_ORIGINS_ANY, ClientField.WEB_ORIGINS, "every web origin is allowed");
        }
        return findings;
    }

    private void add(Rule rule, ClientField field, String what) {
        String fix = client.isSeeded()
                ? remedy.inTheSeed("write the exact addresses into the client's 'redirectUris'")
                : remedy.client(client, field + "=[\"https://app.example.com/callback\"]");
        findings.add(client.finding(rule, field.toString(), what, fix));
    }
}
