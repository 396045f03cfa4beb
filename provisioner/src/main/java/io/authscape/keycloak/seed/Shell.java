package io.authscape.keycloak.seed;

import java.util.regex.Pattern;

/** Words of a command line that somebody may paste into bash. */
public final class Shell {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]+");

    private Shell() {}

    /** The word, quoted if the shell would read anything into it; bash reads {@code $'…'} with escapes. */
    public static String word(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        if (text.codePoints().noneMatch(Shell::needsEscape)) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
        StringBuilder word = new StringBuilder("$'");
        text.codePoints().forEach(c -> {
            if (needsEscape(c)) {
                word.append(String.format("\\U%08x", c));
            } else if (c == '\'' || c == '\\') {
                word.append('\\').appendCodePoint(c);
            } else {
                word.appendCodePoint(c);
            }
        });
        return word.append('\'').toString();
    }

    private static boolean needsEscape(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
