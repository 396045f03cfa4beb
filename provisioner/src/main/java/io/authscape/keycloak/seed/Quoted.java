package io.authscape.keycloak.seed;

import java.util.Collection;
import java.util.stream.Collectors;

/** Text from a file as a message may show it: on one line, without control characters, not too long. */
public final class Quoted {

    private static final int LONGEST = 120;

    private Quoted() {}

    /** The text in single quotes. */
    public static String of(String text) {
        return "'" + plain(text) + "'";
    }

    /** Each text in single quotes, with commas between. */
    public static String list(Collection<String> texts) {
        return texts.stream().map(Quoted::of).collect(Collectors.joining(", "));
    }

    static String plain(String text) {
        String shown = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        StringBuilder plain = new StringBuilder();
        // A terminal obeys control characters, and a log's line ends at a line break: neither may come from a file.
        shown.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                plain.append(String.format("\\u%04x", c));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }
}
