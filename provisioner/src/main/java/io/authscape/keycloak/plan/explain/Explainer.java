package io.authscape.keycloak.plan.explain;

import static io.authscape.keycloak.plan.explain.TokenQuestion.CLIENT_CREDENTIALS;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.JsonAttribute;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through what the server goes through at a token request, in the same order, on what the Admin API tells. Pure:
 * the same facts always make the same explanation.
 */
public final class Explainer {

    private static final String MAPPER_SCOPE = "authscape";
    private static final Set<String> GRANT_TYPES = Set.of("authorization_code", CLIENT_CREDENTIALS, "refresh_token");
    private static final Set<String> BUILT_IN_SCOPES = Set.of("openid", "offline_access", "email", "profile", "roles");

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
        server();
        grantSupported();
        if (server.quiet()) {
            clientKnown();
            scopesKnown();
        } else {
            scopesKnown();
            clientKnown();
        }
        if (client != null) {
            proof();
            permissions();
            subject();
        }
        Explanation explanation = new Explanation(question, steps, warnings, Map.of(), lifetime());
        return explanation.refusal().isPresent() || client == null
                ? explanation
                : new Explanation(
                        question, steps, warnings, TokenPreview.claims(question, facts, isShaped()), lifetime());
    }

    private void server() {
        check(
                server.jar(),
                "the provider jar is on the server",
                "the provider jar is not on the server",
                WireWords.NO_ENDPOINT,
                "copy authscape-keycloak-spi.jar to Keycloak's folder 'providers'");
        check(
                server.realmEnabled(),
                "the realm is enabled",
                "the realm is disabled",
                WireWords.REALM_DISABLED,
                "enable the realm in Keycloak");
        if (server.jar() && !server.lock()) {
            warnings.add(
                    "the realm lacks AuthScape's client policy: permissions are not enforced; run 'authscape setup'");
        }
        if (server.keycloaksErrors()) {
            warnings.add("the realm has authscape.wire.errors=keycloak: a refusal has Keycloak's own words and codes");
        }
    }

    private void grantSupported() {
        check(
                server.keycloaksErrors() || GRANT_TYPES.contains(question.grantType()),
                "the endpoint knows the grant " + Quoted.of(question.grantType()),
                "the endpoint doesn't know the grant " + Quoted.of(question.grantType()),
                WireWords.GRANT_TYPE_UNSUPPORTED,
                "ask with one of " + Quoted.list(GRANT_TYPES.stream().sorted().toList())
                        + ", or at Keycloak's own endpoint");
    }

    private void scopesKnown() {
        if (server.keycloaksErrors()) {
            return;
        }
        for (String scope : question.scopes()) {
            ScopeState standing = facts.scopes().get(scope);
            String owner = standing == null ? null : standing.attributes().get(AttributeNames.MANAGED_BY);
            check(
                    BUILT_IN_SCOPES.contains(scope) || owner != null,
                    "scope " + Quoted.of(scope) + (owner == null ? " is built in" : " is held by " + Quoted.of(owner)),
                    "scope " + Quoted.of(scope) + (standing == null ? " doesn't exist" : " is held by no seed"),
                    WireWords.SCOPE_UNKNOWN,
                    "define the scope in a seed, or correct the request");
        }
    }

    private void clientKnown() {
        String named = "client " + Quoted.of(question.clientId());
        if (client == null) {
            refuse(
                    named + " doesn't exist",
                    WireWords.CLIENT_UNKNOWN,
                    "define the client in a seed, or correct the id");
            return;
        }
        boolean oidc = client.fields()
                .getOrDefault(ClientField.PROTOCOL, "openid-connect")
                .equals("openid-connect");
        boolean known = oidc && !"false".equals(client.fields().get(ClientField.ENABLED));
        check(
                known,
                named + " exists and is enabled",
                named + (oidc ? " is disabled" : " is no OpenID Connect client"),
                WireWords.CLIENT_UNKNOWN,
                oidc ? "enable the client in Keycloak" : "give the client another id, and define it in a seed");
        if (question.grantType().equals(CLIENT_CREDENTIALS)) {
            check(
                    !is(ClientField.PUBLIC_CLIENT),
                    "it is confidential",
                    "it is public, and only a confidential client may ask for a token of its own",
                    WireWords.PUBLIC_CLIENT,
                    "take \"clientType\": \"public\" out of the seed, give the client a secret, and apply with"
                            + " --allow-type-change");
        }
    }

    private void proof() {
        if (is(ClientField.PUBLIC_CLIENT)) {
            return;
        }
        boolean byKey = "client-jwt".equals(client.fields().get(ClientField.CLIENT_AUTHENTICATOR_TYPE));
        boolean hasKeys = "true".equals(client.attributes().get("use.jwks.url"))
                || !client.attributes().getOrDefault("jwks.string", "").isEmpty()
                || client.attributes().containsKey("jwt.credential.certificate");
        boolean hasSecret = client.secret() != null && !client.secret().isBlank();
        check(
                byKey ? hasKeys : hasSecret,
                "it proves itself by " + (byKey ? "a signed assertion" : "a secret"),
                "it has no " + (byKey ? "key" : "secret"),
                WireWords.CREDENTIALS_INVALID,
                byKey ? "give it a 'jsonWebKeySet' in the seed" : "give it a 'clientSecret' in the seed");
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
        check(
                !client.attributes().containsKey(AttributeNames.CLAIMS) || claims.isObject(),
                "its own claims can be read",
                "its own claims can't be read",
                WireWords.CLAIMS_UNREADABLE,
                "run apply with the client's 'claims' in the seed");
    }

    private boolean isOurs() {
        return client.attributes().containsKey(AttributeNames.PERMISSIONS);
    }

    private boolean isShaped() {
        return isOurs() && client.defaultScopes().contains(MAPPER_SCOPE);
    }

    private int lifetime() {
        Long own = client == null
                ? null
                : JsonAttribute.number(client.attributes().getOrDefault("access.token.lifespan", ""));
        return own == null ? server.lifetime() : own.intValue();
    }

    private boolean is(ClientField field) {
        return "true".equals(client.fields().get(field));
    }

    private void check(boolean passed, String good, String bad, WireWords refusal, String remedy) {
        if (passed) {
            steps.add(Step.passed(good));
        } else {
            refuse(bad, refusal, remedy);
        }
    }

    private void refuse(String text, WireWords refusal, String remedy) {
        boolean hidden = server.quiet() && refusal.isAboutTheClient();
        steps.add(new Step(text, hidden ? WireWords.CREDENTIALS_INVALID : refusal, remedy));
    }
}
