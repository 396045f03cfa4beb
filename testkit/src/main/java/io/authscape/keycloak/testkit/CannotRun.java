package io.authscape.keycloak.testkit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Says, so that nobody overlooks it, that something can't be tested here. The test is skipped, and fails where it is
 * required: on CI, or with {@code -Dextended.required}.
 */
public final class CannotRun {

    private CannotRun() {}

    /**
     * Ends the test that runs.
     *
     * @return never; for {@code throw CannotRun.because(…)}
     */
    public static IllegalStateException because(String what, String why) {
        String message = what + " CAN'T RUN: " + why;
        if (isRequired()) {
            Assertions.fail(message);
        }
        System.out.println("!".repeat(100) + "\n" + message + "\n" + "!".repeat(100));
        Assumptions.abort(message);
        return new IllegalStateException(message);
    }

    static IllegalStateException inDocker(String what, String why) {
        return because(what, "with -Dkeycloak.mode=docker " + why);
    }

    private static boolean isRequired() {
        return isSet(System.getenv("CI")) || isSet(System.getProperty("extended.required"));
    }

    private static boolean isSet(String value) {
        return value != null && !value.equalsIgnoreCase("false") && !value.equals("0");
    }
}
