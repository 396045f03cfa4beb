package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Quoted;

/** Text that comes from somewhere else, for a table in Markdown. */
final class Markdown {

    private Markdown() {}

    /** What stands in code is neither a link nor a mention; only its own fence and the table's bars could end it. */
    static String code(String value) {
        return value == null ? "" : wholeCode(Quoted.plain(value));
    }

    /** The same of a text that may be long and has no control characters. */
    static String wholeCode(String value) {
        if (value.isEmpty()) {
            return "";
        }
        String fence = value.contains("`") ? "``" : "`";
        String space = value.contains("`") ? " " : "";
        return fence + space + value.replace("``", "`'").replace("|", "\\|") + space + fence;
    }

    static String plain(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replaceAll("([\\\\`*_\\[\\]|@#])", "\\\\$1");
    }
}
