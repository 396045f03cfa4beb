package io.authscape.keycloak.plan.explain;

import static io.authscape.keycloak.plan.explain.TokenQuestion.CLIENT_CREDENTIALS;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.JsonAttribute;
import io.authscape.keycloak.plan.NetworkList;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through what the server goes through at a token request, in the same order, on what the Admin API tells. Pure:
 * the same facts always make the same explanation.
 */
public final class Explainer {

    private static final String MAPPER_SCOPE = "authscape";

    private final TokenQuestion question;
    private final ServerFacts server;
    private final ClientFacts facts;
    private final ClientState client;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Explainer(TokenQuestion question, ServerFacts server, ClientFacts facts) {
        this.question = question;
        this.server = server;
        this.facts = facts;
        this.client = facts.client();
    }

    public static Explanation explain(TokenQuestion question, ServerFacts server, ClientFacts facts) {
        return new Explainer(question, server, facts).explain();
    }

    private Explanation explain() {
        warn();
        warnOfTheSession();
        DoorSteps door = new DoorSteps(question, server, facts);
        IdentitySteps identity = new IdentitySteps(question, server, client);
        steps.addAll(door.grant());
        steps.addAll(server.quiet() ? identity.known() : door.scopes());
        steps.addAll(server.quiet() ? door.scopes() : identity.known());
        if (client != null) {
            steps.addAll(identity.proof());
            permissions();
            networks();
            subject();
        }
        Explanation explanation = new Explanation(question, steps, warnings, Map.of(), lifetime());
        return explanation.refusal().isPresent() || client == null
                ? explanation
                : new Explanation(
                        question, steps, warnings, TokenPreview.claims(question, facts, isShaped()), lifetime());
    }

    private void warn() {
        if (server.jar() && !server.lock()) {
            warnings.add(
                    "the realm lacks AuthScape's client policy: permissions are not enforced; run 'authscape setup'");
        }
        if (server.keycloaksErrors()) {
            warnings.add("the realm has authscape.wire.errors=keycloak: a refusal has Keycloak's own words and codes");
        }
    }

    private void warnOfTheSession() {
        Long own = number("access.token.lifespan");
        if (own != null && own > lifetime()) {
            warnings.add("its tokens should live for " + own + " seconds, but they end with the session, whose longest"
                    + " time the realm sets");
        }
    }

    /** What the list says comes first, whoever refuses; but without the lock only Keycloak's own settings refuse. */
    private void permissions() {
        List<Step> ofTheList = isOurs() ? PermissionSteps.of(question, client, server) : List.of();
        List<Step> ofKeycloak = keycloaks();
        boolean refused = server.lock() || ofKeycloak.stream().anyMatch(step -> !step.passed());
        if (!isOurs()) {
            warnings.add(
                    "no seed holds the client: it has no list of permissions, and only Keycloak's own settings count");
        }
        for (Step step : ofTheList) {
            if (step.passed() || refused) {
                steps.add(step);
            } else {
                warnings.add(step.text() + ", and nobody looks");
            }
        }
        steps.addAll(ofKeycloak);
    }

    private void networks() {
        Optional<NetworkList> networks = NetworkList.of(client.attributes());
        if (networks.isEmpty()) {
            return;
        }
        if (server.networkLimits()) {
            steps.add(NetworkSteps.of(question, networks.get()));
        } else {
            warnings.add("it has networks, and no client policy keeps it to them; run 'authscape setup'");
        }
    }

    private List<Step> keycloaks() {
        List<Step> keycloaks = new ArrayList<>();
        if (!question.grantType().equals(CLIENT_CREDENTIALS)) {
            return keycloaks;
        }
        boolean account = is(ClientField.SERVICE_ACCOUNTS_ENABLED);
        keycloaks.add(
                account
                        ? Step.passed("it has a service account")
                        : new Step(
                                "it has no service account",
                                WireWords.GRANT_TYPE,
                                "run apply: it makes the service account of a client with 'gt:client_credentials'"));
        for (String scope : question.scopes()) {
            boolean attached = scope.equals("openid")
                    || client.optionalScopes().contains(scope)
                    || client.defaultScopes().contains(scope);
            keycloaks.add(
                    attached
                            ? Step.passed("scope " + Quoted.of(scope) + " is attached to it")
                            : new Step(
                                    "scope " + Quoted.of(scope) + " is not attached to it",
                                    PermissionSteps.disallowed(server),
                                    "run apply: it attaches the scopes that the permissions name"));
        }
        return keycloaks;
    }

    private void subject() {
        if (!question.grantType().equals(CLIENT_CREDENTIALS) || !isOurs()) {
            return;
        }
        if (!isShaped()) {
            warnings.add("the client scope 'authscape' is not attached to it: the token is Keycloak's own; run apply");
            return;
        }
        steps.addAll(SubjectSteps.of(question, facts));
        JsonNode claims = JsonAttribute.read(AttributeNames.CLAIMS, client.attributes());
        steps.add(Step.of(
                !client.attributes().containsKey(AttributeNames.CLAIMS) || claims.isObject(),
                "its own claims can be read",
                "its own claims can't be read",
                WireWords.CLAIMS_UNREADABLE,
                "run apply with the client's 'claims' in the seed"));
    }

    private boolean isOurs() {
        return client.attributes().containsKey(AttributeNames.PERMISSIONS);
    }

    private boolean isShaped() {
        return isOurs() && client.defaultScopes().contains(MAPPER_SCOPE);
    }

    /** A token ends with its session at the latest; one of offline access has another session, which lasts. */
    private int lifetime() {
        Long own = number("access.token.lifespan");
        int wanted = own == null ? server.lifetime() : own.intValue();
        if (question.scopes().contains("offline_access")) {
            return wanted;
        }
        Long ownSession = number("client.session.max.lifespan");
        long ofTheClient = ownSession != null && ownSession > 0 ? ownSession : server.clientSession();
        int session = (int) Math.min(server.session(), ofTheClient > 0 ? ofTheClient : server.session());
        return wanted < 0 ? session : Math.min(wanted, session);
    }

    private Long number(String attribute) {
        return client == null ? null : JsonAttribute.number(client.attributes().getOrDefault(attribute, ""));
    }

    private boolean is(ClientField field) {
        return "true".equals(client.fields().get(field));
    }
}
