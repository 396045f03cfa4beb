package io.authscape.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.Set;
import java.util.TreeSet;

/** What stands in a token. */
public final class Jwt {

    private Jwt() {}

    /** The claims of a signed token. */
    public static JsonNode claims(String token) {
        try {
            return Wire.json(SignedJWT.parse(token).getPayload().toString());
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** The names of the members, in the order of the alphabet. */
    public static Set<String> names(JsonNode claims) {
        Set<String> names = new TreeSet<>();
        claims.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
