package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.plan.ClientField;
import java.util.ArrayList;
import java.util.List;

/** Grants that nobody needs, and tokens that live too long. */
final class GrantRules {

    private static final String LIFESPAN = "access.token.lifespan";
    private static final String SESSION = "client.session.max.lifespan";
    private static final String PKCE = "pkce.code.challenge.method";

    private final ExaminedClient client;
    private final Remedy remedy;
    private final List<Finding> findings = new ArrayList<>();

    GrantRules(ExaminedClient client, Remedy remedy) {
        this.client = client;
        this.remedy = remedy;
    }

    List<Finding> findings() {
        on(ClientField.IMPLICIT_FLOW_ENABLED, Rule.GRANT_IMPLICIT, "the implicit grant is on", "gt:implicit");
        on(ClientField.DIRECT_ACCESS_GRANTS_ENABLED, Rule.GRANT_PASSWORD, "the password grant is on", "gt:password");
        if (client.hasBrowserFlow() && client.redirectUris().isEmpty()) {
            boolean code = client.is(ClientField.STANDARD_FLOW_ENABLED);
            ClientField field = code ? ClientField.STANDARD_FLOW_ENABLED : ClientField.IMPLICIT_FLOW_ENABLED;
            findings.add(client.finding(
                    Rule.FLOW_WITHOUT_REDIRECT,
                    field.toString(),
                    "people can sign in by it, and it has no redirect URI",
                    remedy.switchOff(client, code ? "gt:authorization_code" : "gt:implicit", field)));
        }
        pkce();
        lifespan();
        return findings;
    }

    private void on(ClientField field, Rule rule, String what, String permission) {
        if (client.is(field)) {
            findings.add(client.finding(rule, field.toString(), what, remedy.switchOff(client, permission, field)));
        }
    }

    private void pkce() {
        boolean required = "S256".equals(client.state().attributes().get(PKCE));
        if (client.isPublic()
                && client.is(ClientField.STANDARD_FLOW_ENABLED)
                && !client.redirectUris().isEmpty()
                && !required) {
            findings.add(client.finding(
                    Rule.PKCE_MISSING,
                    PKCE,
                    "it is public, and codes are redeemed without PKCE",
                    client.isSeeded() ? remedy.apply() : remedy.client(client, "attributes.\"" + PKCE + "\"=S256")));
        }
    }

    private void lifespan() {
        String text = client.state().attributes().getOrDefault(LIFESPAN, "");
        if (!text.matches("-1|\\d{1,18}")) {
            return;
        }
        String session = client.state().attributes().getOrDefault(SESSION, "");
        long seconds = TokenLifespan.seconds(
                Long.parseLong(text),
                client.realm().settings(),
                session.matches("\\d{1,18}") ? Long.parseLong(session) : 0);
        if (seconds > DoctorOptions.LONGEST_TOKEN.toSeconds()) {
            findings.add(client.finding(
                    Rule.TOKEN_LIFESPAN,
                    LIFESPAN,
                    "its access tokens live for " + RealmRules.hours(seconds),
                    client.isSeeded()
                            ? remedy.inTheSeed("shorten the client's setting \"tkn_lft:act\"")
                            : remedy.client(client, "attributes.\"" + LIFESPAN + "\"=3600")));
        }
    }
}
