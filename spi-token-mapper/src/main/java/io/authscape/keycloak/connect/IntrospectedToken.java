package io.authscape.keycloak.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.ClaimNames;
import io.authscape.keycloak.permission.ClientPermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.keycloak.models.ClientModel;

/** What OpenIddict tells of an active access token, to whom. */
final class IntrospectedToken {

    /** Everybody who may ask learns these, in this order; {@code username} and {@code scope} only the audience. */
    private static final List<String> MEMBERS = List.of(
            "username", "sub", "scope", "jti", "token_type", "token_usage", "client_id", "iat", "nbf", "exp", "aud");

    private static final Set<String> FOR_THE_AUDIENCE = Set.of("username", "scope");

    /** Keycloak's own, which no AuthScape token has a word for. */
    private static final Set<String> KEYCLOAKS =
            Set.of("active", "iss", "typ", "azp", "sid", "oi_prst", "acr", "auth_time");

    private IntrospectedToken() {}

    /**
     * The answer to a caller: everything to who is in {@code aud}, the bare members to who presented the token, or if it
     * has no audience.
     *
     * @return empty: none of the caller's business. A client without permissions is asked for {@code aud} alone, as
     *     Keycloak does: OpenIddict knows no such client
     */
    static Optional<Map<String, Object>> of(ObjectNode token, ClientModel caller, String issuer) {
        List<String> audiences = audiences(token);
        boolean audience = audiences.contains(caller.getClientId());
        boolean mayKnow = audiences.isEmpty() || caller.getClientId().equals(presenter(token));
        if (!audience && !(mayKnow && ClientPermissions.governs(caller))) {
            return Optional.empty();
        }
        ObjectNode known = token.deepCopy();
        known.put("token_type", "Bearer");
        known.put("token_usage", "access_token");
        known.set("nbf", known.get("iat"));
        known.put(ClaimNames.CLIENT_ID, presenter(token));

        Map<String, Object> told = new LinkedHashMap<>();
        told.put("active", true);
        told.put("iss", issuer);
        for (String member : MEMBERS) {
            if (known.hasNonNull(member)
                    && (audience || !FOR_THE_AUDIENCE.contains(member))
                    && !isBlank(known, member)) {
                told.put(member, known.get(member));
            }
        }
        if (audience) {
            known.properties().stream()
                    .filter(claim -> !KEYCLOAKS.contains(claim.getKey()) && !MEMBERS.contains(claim.getKey()))
                    .forEach(claim -> told.put(claim.getKey(), claim.getValue()));
        }
        return Optional.of(told);
    }

    private static boolean isBlank(ObjectNode token, String member) {
        return token.get(member).isTextual() && token.get(member).textValue().isBlank();
    }

    private static String presenter(ObjectNode token) {
        return token.path(ClaimNames.CLIENT_ID).asText(token.path("azp").asText());
    }

    private static List<String> audiences(ObjectNode token) {
        JsonNode aud = token.path("aud");
        return aud.isTextual()
                ? List.of(aud.textValue())
                : StreamSupport.stream(aud.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }
}
