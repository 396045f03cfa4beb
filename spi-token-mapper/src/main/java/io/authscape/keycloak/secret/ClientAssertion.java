package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.util.JsonSerialization;

/**
 * What a client's assertion (RFC 7523) says, as it stands there: Keycloak reads an audience that is a list of one and one
 * that is a string alike. Its signature isn't looked at.
 */
public final class ClientAssertion {

    private static final String TYPE = "client-authentication+jwt";
    private static final String FORMER_TYPE = "JWT";

    private final JWSInput jws;
    private final JsonNode claims;

    private ClientAssertion(JWSInput jws, JsonNode claims) {
        this.jws = jws;
        this.claims = claims;
    }

    /** Empty: it is no signed JWT. */
    public static Optional<ClientAssertion> parse(String assertion) {
        try {
            JWSInput jws = new JWSInput(assertion);
            JsonNode claims = JsonSerialization.mapper.readTree(jws.getContent());
            boolean signed = jws.getHeader() != null && jws.getHeader().getAlgorithm() != null;
            return signed && claims != null && claims.isObject()
                    ? Optional.of(new ClientAssertion(jws, claims))
                    : Optional.empty();
        } catch (JWSInputException | IOException unreadable) {
            return Optional.empty();
        }
    }

    public JWSInput jws() {
        return jws;
    }

    /** OpenIddict 7 asks for the one type, 6 for the other; Keycloak for none. */
    public boolean hasAcceptedType() {
        String type = jws.getHeader().getType();
        return type == null || type.equalsIgnoreCase(TYPE) || type.equalsIgnoreCase(FORMER_TYPE);
    }

    public boolean has(String claim) {
        return claims.hasNonNull(claim);
    }

    /** A claim that is a string; empty otherwise. */
    public Optional<String> text(String claim) {
        return Optional.ofNullable(claims.path(claim).textValue());
    }

    /** The audience if it is one string; empty if it is missing, or a list of however many. */
    public Optional<String> audience() {
        return text("aud");
    }
}
