package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what is wrong with a text that isn't JSON. Jackson's own words quote the text, and the text may be a secret: only
 * punctuation and Jackson's fixed sentences are repeated.
 */
final class JsonSyntax {

    private static final Pattern PUNCTUATION = Pattern.compile("Unexpected character \\('([{}\\[\\],:'\"/#])'");
    private static final Pattern EXPECTED = Pattern.compile("was expecting (comma to separate \\w+ entries"
            + "|double-quote to start field name|a colon to separate field name and value)");

    private static final Pattern WRONG_END = Pattern.compile("Unexpected close marker '([}\\]])': expected '([}\\]])'");

    private JsonSyntax() {}

    /**
     * @param text what was read
     */
    static String describe(JsonProcessingException e, String text) {
        if (e instanceof JsonEOFException) {
            return "the file ends too early: a bracket or a quote isn't closed";
        }
        String message = e.getOriginalMessage();
        if (e instanceof StreamConstraintsException) {
            return message.contains("nesting depth")
                    ? "this is nested deeper than " + StreamReadConstraints.DEFAULT_MAX_DEPTH + " levels"
                    : "a text, a name or a number is too long here";
        }
        Matcher wrongEnd = WRONG_END.matcher(message);
        if (wrongEnd.find()) {
            return "this is not valid JSON: unexpected " + wrongEnd.group(1) + ", expected " + wrongEnd.group(2);
        }
        Matcher punctuation = PUNCTUATION.matcher(message);
        Matcher expected = EXPECTED.matcher(message);
        if (isAfterComma(e, text)) {
            return "this is not valid JSON: unexpected " + text.charAt(offset(e)) + "; a comma too many before it?";
        }
        return "this is not valid JSON"
                + (punctuation.find() ? ": unexpected " + punctuation.group(1) : "")
                + (expected.find() ? ", expected " + expected.group(1).replace("field name", "a member name") : "");
    }

    /** Whether a list or an object ends where another entry was to come. */
    private static boolean isAfterComma(JsonProcessingException e, String text) {
        int at = offset(e);
        return at >= 0
                && at < text.length()
                && "]}".indexOf(text.charAt(at)) >= 0
                && text.substring(0, at).stripTrailing().endsWith(",");
    }

    private static int offset(JsonProcessingException e) {
        return e.getLocation() == null ? -1 : (int) e.getLocation().getCharOffset();
    }
}
