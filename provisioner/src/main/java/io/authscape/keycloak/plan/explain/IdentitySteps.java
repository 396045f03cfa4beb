package io.authscape.keycloak.plan.explain;

import io.authscape.keycloak.contract.SecretMembers;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * Who the client is, and whether it can prove that.
 *
 * @param client {@code null} if there is none
 */
record IdentitySteps(TokenQuestion question, ServerFacts server, ClientState client) {

    private static final String OIDC = "openid-connect";
    private static final String BY_KEY = "client-jwt";
    private static final String BY_SECRET = "client-secret";
    private static final Step BEARER_ONLY = new Step(
            "it is bearer-only, and such a client gets no tokens",
            WireWords.BEARER_ONLY,
            "switch 'bearerOnly' off in Keycloak's Admin API");

    /** A disabled client is as good as none. */
    List<Step> known() {
        String named = "client " + Quoted.of(question.clientId());
        if (client == null) {
            return List.of(new Step(
                    named + " doesn't exist",
                    server.told(WireWords.CLIENT_UNKNOWN),
                    "define the client in a seed, or correct the id"));
        }
        boolean oidc = client.fields().getOrDefault(ClientField.PROTOCOL, OIDC).equals(OIDC);
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(
                oidc && !"false".equals(client.fields().get(ClientField.ENABLED)),
                named + " exists and is enabled",
                named + (oidc ? " is disabled" : " is no OpenID Connect client"),
                server.told(WireWords.CLIENT_UNKNOWN),
                oidc ? "enable the client in Keycloak" : "give the client another id, and define it in a seed"));
        if (question.grantType().equals(TokenQuestion.CLIENT_CREDENTIALS)) {
            steps.add(Step.of(
                    !isPublic(),
                    "it is confidential",
                    "it is public, and only a confidential client may ask for a token of its own",
                    server.told(WireWords.PUBLIC_CLIENT),
                    "take \"clientType\": \"public\" out of the seed, give the client a secret, and apply with"
                            + " --allow-type-change"));
        }
        return steps;
    }

    /** That the proof itself is right is taken for granted. */
    List<Step> proof() {
        if (isPublic()) {
            return List.of();
        }
        String proof = client.fields().getOrDefault(ClientField.CLIENT_AUTHENTICATOR_TYPE, BY_SECRET);
        if (proof.equals(SecretMembers.AUTHENTICATOR)) {
            List<Step> steps = new ArrayList<>(HashedSecretSteps.of(server, client));
            if (isBearerOnly()) {
                steps.add(BEARER_ONLY);
            }
            return steps;
        }
        if (!List.of(BY_SECRET, BY_KEY).contains(proof)) {
            return List.of(new Step(
                    "it proves itself by " + Quoted.of(proof) + ", and neither by a secret nor by a key",
                    WireWords.CREDENTIALS_INVALID,
                    "give it a 'clientSecret' or a 'jsonWebKeySet' in the seed"));
        }
        Step known = proof.equals(BY_KEY)
                ? Step.of(
                        hasKeys(),
                        "it proves itself by a signed assertion",
                        "it has no key",
                        server.told(WireWords.KEY_UNKNOWN),
                        "give it a 'jsonWebKeySet' in the seed")
                : Step.of(
                        client.secret() != null && !client.secret().isBlank(),
                        "it proves itself by a secret",
                        "it has no secret",
                        WireWords.CREDENTIALS_INVALID,
                        "give it a 'clientSecret' in the seed");
        return isBearerOnly() ? List.of(known, BEARER_ONLY) : List.of(known);
    }

    private boolean hasKeys() {
        return "true".equals(client.attributes().get("use.jwks.url"))
                || !client.attributes().getOrDefault("jwks.string", "").isEmpty()
                || client.attributes().containsKey("jwt.credential.certificate");
    }

    private boolean isBearerOnly() {
        return "true".equals(client.fields().get(ClientField.BEARER_ONLY));
    }

    private boolean isPublic() {
        return "true".equals(client.fields().get(ClientField.PUBLIC_CLIENT));
    }
}
