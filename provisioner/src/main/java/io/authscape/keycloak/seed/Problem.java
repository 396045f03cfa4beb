package io.authscape.keycloak.seed;

/**
 * What is wrong at one place of a seed file.
 *
 * @param source the file's name as the user wrote it
 * @param location where the value stands, or the member's name if the member itself is the problem
 * @param pointer JSON pointer of the value; empty for the whole document
 * @param what what is wrong; never holds a secret
 * @param remedy what to do about it
 */
public record Problem(String source, Location location, String pointer, Severity severity, String what, String remedy) {

    /** An error makes the seed invalid; a warning is said and nothing more. */
    public enum Severity {
        ERROR,
        WARNING
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code seed.json:12:7: /clients/0/clientId: error: what is wrong; what to do}. */
    @Override
    public String toString() {
        return source + ":" + location.line() + ":" + location.column() + ": "
                + (pointer.isEmpty() ? "" : Quoted.plain(pointer) + ": ")
                + (isError() ? "error: " : "warning: ")
                + what + "; " + remedy;
    }
}
