package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
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

    static String describe(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "the file ends too early: a bracket or a quote isn't closed";
        }
        String message = e.getOriginalMessage();
        Matcher wrongEnd = WRONG_END.matcher(message);
        if (wrongEnd.find()) {
            return "this is not valid JSON: unexpected " + wrongEnd.group(1) + ", expected " + wrongEnd.group(2);
        }
        Matcher punctuation = PUNCTUATION.matcher(message);
        Matcher expected = EXPECTED.matcher(message);
        return "this is not valid JSON"
                + (punctuation.find() ? ": unexpected " + punctuation.group(1) : "")
                + (expected.find() ? ", expected " + expected.group(1).replace("field name", "a member name") : "");
    }
}
