package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private final StringWriter err = new StringWriter();
    private final AtomicInteger attempts = new AtomicInteger();
    private Instant now = Instant.EPOCH;

    @Test
    void aServerThatAnswersIsNotWaitedFor() {
        assertThat(waiting(60).until(attempt(0))).isEqualTo("signed in");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void itIsSaidOnceAndThenWaitedUntilItAnswers() {
        assertThat(waiting(60).until(attempt(10))).isEqualTo("signed in");
        assertThat(err.toString().lines()).containsExactly("waiting up to 60 s for http://localhost:1: nobody there");
    }

    @Test
    void afterThatTimeTheLastReasonIsTold() {
        Waiting waiting = waiting(5);
        Supplier<String> attempt = attempt(99);
        assertThatThrownBy(() -> waiting.until(attempt))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(69))
                .hasMessage("nobody there (waited 5 s)");
        assertThat(attempts).hasValue(5);
    }

    @Test
    void withoutWaitThereIsOneTry() {
        Waiting waiting = waiting(0);
        Supplier<String> attempt = attempt(99);
        assertThatThrownBy(() -> waiting.until(attempt)).hasMessage("nobody there");
        assertThat(attempts).hasValue(1);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatIsWrongInAnotherWayEndsItAtOnce() {
        Waiting waiting = waiting(60);
        CommandFailure wrong = new CommandFailure(ExitCodes.NOT_ALLOWED, "wrong password");
        assertThatThrownBy(() -> waiting.until(() -> {
                    throw wrong;
                }))
                .isSameAs(wrong);
    }

    @Test
    void theOptionNeedsNoNumber() {
        assertThat(seconds("--wait")).isEqualTo(120);
        assertThat(seconds("--wait=7")).isEqualTo(7);
        assertThat(Invocation.of(Map.of(), "", "apply", "--wait=soon").exitCode())
                .isEqualTo(64);
    }

    private int seconds(String option) {
        return Main.commandLine(terminal())
                .parseArgs("apply", option, "-f", "x", "--server", "http://localhost:1")
                .subcommand()
                .matchedOptionValue("--wait", -1);
    }

    private Waiting waiting(int seconds) {
        return new Waiting(
                terminal(),
                URI.create("http://localhost:1"),
                Duration.ofSeconds(seconds),
                () -> now,
                time -> now = now.plus(time));
    }

    private Terminal terminal() {
        return new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                Map.of(),
                new ByteArrayInputStream(new byte[0]));
    }

    private Supplier<String> attempt(int failures) {
        return () -> {
            if (attempts.getAndIncrement() < failures) {
                throw new NotYetException("nobody there");
            }
            return "signed in";
        };
    }
}
