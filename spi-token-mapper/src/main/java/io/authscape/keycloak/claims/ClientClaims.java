package io.authscape.keycloak.claims;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.ClaimNames;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.JsonSerialization;

/** The claims that a client's seed gives to its own service tokens: text, as AuthScape emits all its claims. */
final class ClientClaims {

    private static final Logger LOG = Logger.getLogger(ClientClaims.class);

    private ClientClaims() {}

    /**
     * The claims in the client's attribute {@value AttributeNames#CLAIMS}, in the order of the seed. Protocol claims
     * are refused here too, for the attribute can be written past the provisioner, and so is {@code username}, unless the
     * token's {@code sub} is a user's number: AuthScape's API fails on any other beside it.
     */
    static Map<String, String> of(KeycloakSession session, ClientModel client, boolean mayNameUser) {
        String attribute = client.getAttribute(AttributeNames.CLAIMS);
        if (attribute == null) {
            return Map.of();
        }
        Map<String, String> claims = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> claim :
                read(session, client, attribute).properties()) {
            if (isRefused(claim.getKey(), mayNameUser) || !claim.getValue().isTextual()) {
                LOG.warnf("claim '%s' of client '%s' is refused", claim.getKey(), client.getClientId());
            } else {
                claims.put(claim.getKey(), claim.getValue().textValue());
            }
        }
        return claims;
    }

    private static boolean isRefused(String name, boolean mayNameUser) {
        return ClaimNames.isProtocolClaim(name) || (ClaimNames.USERNAME.equals(name) && !mayNameUser);
    }

    private static JsonNode read(KeycloakSession session, ClientModel client, String attribute) {
        try {
            JsonNode root = JsonSerialization.mapper.readTree(attribute);
            JsonNode claims = root.path(AttributeNames.member(AttributeNames.CLAIMS));
            if (root.path(AttributeNames.VERSION).asInt() == AttributeNames.VERSION_1 && claims.isObject()) {
                return claims;
            }
        } catch (IOException unreadable) {
            LOG.debugf(unreadable, "unreadable claims of client '%s'", client.getClientId());
        }
        throw TokenRefused.forService(
                session,
                client,
                "The attribute " + AttributeNames.CLAIMS + " of this client application is unreadable.");
    }
}
