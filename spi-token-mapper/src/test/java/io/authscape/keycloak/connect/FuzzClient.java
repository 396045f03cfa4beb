package io.authscape.keycloak.connect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** A client as its owner knows it. */
record FuzzClient(String id, String secret) {

    /** The right secret, or something like it. */
    String secretOrAlmost(Chance chance) {
        if (chance.percent(75)) {
            return secret;
        }
        return switch (chance.below(8)) {
            case 0 -> "";
            case 1 -> secret + " ";
            case 2 -> secret + "\u0000";
            case 3 -> secret.toUpperCase(Locale.ROOT);
            case 4 -> secret + secret;
            case 5 -> FuzzRealm.SERVICE.secret() + chance.of("", "x");
            case 6 -> "null";
            default -> chance.letters(10);
        };
    }

    String idOrAlmost(Chance chance) {
        return chance.percent(95)
                ? id
                : chance.of("", "nobody", id + " ", id.toUpperCase(Locale.ROOT), id + "\u0000", "*", "%", "admin-cli");
    }

    /** RFC 6749 section 2.3.1: both are form-encoded first. */
    static String basic(String id, String secret) {
        String pair = FuzzedForm.encoded(id) + ":" + FuzzedForm.encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
