package io.authscape.keycloak.connect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A list of form parameters that is spoilt in as many ways as there are. Names and values are encoded already. */
final class FuzzedForm {

    private static final int HUGE = 200 * 1024;

    private final Chance chance;
    private final List<String> pairs = new ArrayList<>();

    FuzzedForm(Chance chance) {
        this.chance = chance;
    }

    FuzzedForm add(String name, String value) {
        pairs.add(name + "=" + encoded(value));
        return this;
    }

    FuzzedForm addEncoded(String pair) {
        pairs.add(pair);
        return this;
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** One to three times another thing, most of which a server must bear and some of which it must see through. */
    FuzzedForm spoil() {
        for (int i = 0; i <= chance.below(3); i++) {
            spoilOnce();
        }
        return this;
    }

    private void spoilOnce() {
        switch (chance.below(16)) {
            case 0 -> pairs.add(any());
            case 1 -> pairs.remove(any());
            case 2 -> replaceAny(nameOf(any()) + "=");
            case 3 -> replaceAny(nameOf(any()));
            case 4 -> pairs.add(chance.letters(5) + "=" + encoded(chance.bytes(5)));
            case 5 -> many();
            case 6 -> pairs.add(chance.of("%zz", "x=%zz", "%=%", "=", "&&&", "=x", "scope=%", "x=%f", "%00=%00"));
            case 7 -> pairs.add(nameOf(any()) + "=" + chance.of("%00", "a%00b", "%0d%0aX-Evil:%201", "%1b", "%7f"));
            case 8 -> pairs.add(nameOf(any()) + "=" + chance.bytes(8).replace("&", ""));
            case 9 -> pairs.add(chance.of("x", nameOf(any()), "client_assertion") + "=" + "y".repeat(HUGE));
            case 10 -> replaceAny(any() + chance.of("%00", "+", "%20", "%0a", "%ff%fe", "%c3%28", "\u0000", "%u0041"));
            case 11 -> replaceAny(nameOf(any()).toUpperCase(java.util.Locale.ROOT) + "=x");
            case 12 -> pairs.add(chance.of("_method=GET", "_method=DELETE", "method=GET", "grant_type[]=password"));
            case 13 ->
                pairs.add(chance.of(
                        "audience=fuzz-service", "resource=https%3A%2F%2Fapi", "resource=x", "requested_token_type=x"));
            case 14 -> assertion();
            default -> pairs.add(0, any() + chance.of(";x=y", "=", "%26scope=fuzz-other", "%3D"));
        }
    }

    private void many() {
        int parameters = 900 + chance.below(400);
        for (int i = 0; i < parameters; i++) {
            pairs.add("p" + i + "=" + i);
        }
    }

    private void assertion() {
        String header = "eyJhbGciOiJub25lIn0"; // {"alg":"none"}
        pairs.add("client_assertion=" + chance.of("x", "a.b.c", header + ".e30.", header + ".bm8.", "..", "a.b"));
        if (!chance.oneIn(4)) {
            pairs.add("client_assertion_type="
                    + chance.of("urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer", "x", ""));
        }
    }

    private String any() {
        if (pairs.isEmpty()) {
            pairs.add("x=y");
        }
        return chance.of(pairs);
    }

    private void replaceAny(String pair) {
        pairs.set(pairs.indexOf(any()), pair);
    }

    private static String nameOf(String pair) {
        return pair.split("=", 2)[0];
    }

    @Override
    public String toString() {
        return String.join("&", pairs);
    }

    String asJson() {
        return pairs.stream()
                .map(pair -> pair.split("=", 2))
                .map(pair -> "\"" + pair[0] + "\":\"" + (pair.length > 1 ? pair[1] : "") + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    String asMultipart(String boundary) {
        return pairs.stream()
                .map(pair -> pair.split("=", 2))
                .map(pair -> "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + pair[0] + "\"\r\n\r\n"
                        + (pair.length > 1 ? pair[1] : "") + "\r\n")
                .collect(Collectors.joining("", "", "--" + boundary + "--\r\n"));
    }
}
