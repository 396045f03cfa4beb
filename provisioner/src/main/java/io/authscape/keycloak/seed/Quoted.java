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

    /** The text from somewhere on, in single quotes. */
    public static String from(String text, int start) {
        return "'" + plain(cut(text, start)) + "'";
    }

    /** The text from somewhere on, with dots for what is left out. */
    public static String cut(String text, int start) {
        return start == 0 || text == null ? text : "..." + text.substring(start);
    }

    /**
     * How much of two texts to leave out so that what is shown of them tells them apart: nothing of short ones.
     *
     * @param a may be {@code null}
     * @param b may be {@code null}
     */
    public static int alike(String a, String b) {
        if (a == null || b == null || Math.max(a.length(), b.length()) <= LONGEST) {
            return 0;
        }
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        int context = Math.max(0, same - LONGEST / 4);
        // Half of a character is none.
        return context > 0 && Character.isLowSurrogate(a.charAt(Math.min(context, a.length() - 1)))
                ? context - 1
                : context;
    }

    /** The text without quotes. */
    public static String plain(String text) {
        String shown = text.length() > LONGEST ? start(text) + "..." : text;
        StringBuilder plain = new StringBuilder();
        // A terminal obeys control characters, and a log's line ends at a line break: neither may come from a file.
        shown.codePoints().forEach(c -> {
            if (isControl(c)) {
                plain.append(String.format("\\u%04x", c));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    /** Half of a character is none. */
    private static String start(String text) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    /** Whether it could move the cursor, end the line, or turn round what follows. */
    private static boolean isControl(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
