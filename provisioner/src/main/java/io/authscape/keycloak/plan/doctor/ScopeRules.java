package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What gets into a client's tokens without being asked for. */
final class ScopeRules {

    /** Keycloak attaches it by itself to whatever gets a service account. */
    private static final String SERVICE_ACCOUNT = "service_account";

    private final ExaminedClient client;
    private final Remedy remedy;
    private final List<Finding> findings = new ArrayList<>();

    ScopeRules(ExaminedClient client, Remedy remedy) {
        this.client = client;
        this.remedy = remedy;
    }

    List<Finding> findings() {
        if (client.isOurs() && client.realm().hasJar()) {
            shape();
            client.state().defaultScopes().stream()
                    .sorted()
                    .filter(scope -> !scope.equals(ExaminedClient.MAPPER_SCOPE))
                    .forEach(this::attached);
        }
        if (client.is(ClientField.FULL_SCOPE_ALLOWED)) {
            Finding finding = client.finding(
                    Rule.FULL_SCOPE_ALLOWED,
                    ClientField.FULL_SCOPE_ALLOWED.toString(),
                    "'Full scope allowed' is on",
                    client.isSeeded() ? remedy.apply() : remedy.client(client, "fullScopeAllowed=false"));
            // It is how Keycloak makes clients: worth a look where nobody promised better.
            findings.add(client.isOurs() ? finding : finding.as(Severity.INFO));
        }
        return findings;
    }

    private void shape() {
        boolean keepsKeycloaks = AttributeNames.SUBJECT_KEYCLOAK.equals(
                client.state().attributes().get(AttributeNames.SUBJECT));
        if (client.hasAnyGrant()
                && !keepsKeycloaks
                && !client.state().defaultScopes().contains(ExaminedClient.MAPPER_SCOPE)) {
            findings.add(client.finding(
                    Rule.SHAPE_MISSING,
                    "defaultClientScopes",
                    "its default scopes lack 'authscape', which shapes its tokens",
                    client.isSeeded() ? remedy.apply() : remedy.adopt(client)));
        }
    }

    private void attached(String scope) {
        if (scope.equals(SERVICE_ACCOUNT)) {
            findings.add(client.finding(
                    Rule.SERVICE_ACCOUNT_SCOPE,
                    "defaultClientScopes",
                    "Keycloak has attached its scope 'service_account'",
                    remedy.detach(client, scope)));
            return;
        }
        findings.add(client.finding(
                Rule.DEFAULT_SCOPE,
                "defaultClientScopes",
                "its default scopes have " + Quoted.of(scope) + mappers(scope),
                client.isSeeded() ? remedy.apply() : remedy.detach(client, scope)));
    }

    /** What the scope adds, by the names of its mappers. */
    private String mappers(String scope) {
        ScopeState known = client.realm().scopes().get(scope);
        if (known == null || known.mappers().isEmpty()) {
            return "";
        }
        Set<String> names = new TreeSet<>();
        known.mappers().forEach(mapper -> names.add(mapper.name()));
        return " (" + Quoted.list(names) + ")";
    }
}
