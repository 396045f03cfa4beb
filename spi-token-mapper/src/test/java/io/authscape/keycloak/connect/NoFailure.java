package io.authscape.keycloak.connect;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whatever comes in, nothing breaks, and nothing is told about the inside. */
final class NoFailure {

    private static final Pattern INSIDE = Pattern.compile("\\bat [\\w.$]+\\([\\w$]+\\.java:\\d+\\)"
            + "|\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error)\\b"
            + "|\\b(?:java|jakarta|org\\.(?:keycloak|jboss|hibernate)|io\\.(?:quarkus|vertx|netty|authscape))"
            + "\\.[a-z]+\\.");

    private NoFailure() {}

    static Optional<String> find(RawAnswer answer) {
        if (answer.status() == 0) {
            return Optional.of("no answer");
        }
        if (answer.status() >= 500) {
            return Optional.of("status " + answer.status());
        }
        return INSIDE.matcher(answer.body())
                .results()
                .findFirst()
                .map(match -> "the answer tells about the inside: " + match.group());
    }
}
