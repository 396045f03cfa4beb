package io.authscape.keycloak.plan.explain;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.JsonAttribute;
import io.authscape.keycloak.plan.ScopeState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a service token would say, as far as the realm's settings tell. */
final class TokenPreview {

    private TokenPreview() {}

    /**
     * By claim: texts, and a list where a token has one; none for a token that is Keycloak's own.
     *
     * @param shaped whether our mappers make the token
     */
    static Map<String, Object> claims(TokenQuestion question, ClientFacts facts, boolean shaped) {
        Map<String, Object> claims = new LinkedHashMap<>();
        if (!shaped || !question.grantType().equals(TokenQuestion.CLIENT_CREDENTIALS)) {
            return claims;
        }
        ClientState client = facts.client();
        String actsAs = client.attributes().getOrDefault(AttributeNames.ACTS_AS, "");
        boolean keycloaks =
                AttributeNames.SUBJECT_KEYCLOAK.equals(client.attributes().get(AttributeNames.SUBJECT));
        if (!keycloaks) {
            claims.put("sub", actsAs.isEmpty() ? client.clientId() : actsAs);
        }
        claims.put("client_id", client.clientId());
        List<String> audiences = question.scopes().stream()
                .map(facts.scopes()::get)
                .filter(Objects::nonNull)
                .map(ScopeState::resources)
                .flatMap(List::stream)
                .distinct()
                .toList();
        if (!audiences.isEmpty()) {
            claims.put("aud", audiences.size() == 1 ? audiences.get(0) : audiences);
        }
        if (!question.scopes().isEmpty()) {
            claims.put("scope", String.join(" ", question.scopes()));
        }
        claims.put("oi_prst", client.clientId());
        claims.putAll(JsonAttribute.map(JsonAttribute.read(AttributeNames.CLAIMS, client.attributes())));
        return claims;
    }
}
