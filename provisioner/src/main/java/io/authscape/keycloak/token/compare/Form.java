package io.authscape.keycloak.token.compare;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A form, built field by field; a name may come twice. */
final class Form {

    static final String TYPE = "application/x-www-form-urlencoded";

    private final List<String> fields;

    private Form(List<String> fields) {
        this.fields = fields;
    }

    static Form empty() {
        return new Form(List.of());
    }

    Form with(String name, String value) {
        List<String> more = new ArrayList<>(fields);
        more.add(name + "=" + encoded(value));
        return new Form(more);
    }

    String text() {
        return String.join("&", fields);
    }

    /** An {@code Authorization} header, id and secret form-encoded as RFC 6749 section 2.3.1 wants. */
    static String basic(String id, String secret) {
        String pair = encoded(id) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return text.equals(Question.OWN_TOKEN) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
