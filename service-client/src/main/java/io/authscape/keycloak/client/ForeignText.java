package io.authscape.keycloak.client;

/** Text from another machine, made fit for a message: one line, and not too long. */
final class ForeignText {

    private static final int LONGEST = 300;

    private ForeignText() {}

    static String of(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
