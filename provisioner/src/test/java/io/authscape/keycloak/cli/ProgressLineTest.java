package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter written = new StringWriter();

    @Test
    void countsOnOneLineAndLeavesNothingBehind() {
        ProgressLine line = new ProgressLine(new PrintWriter(written), 2, true);
        line.step();
        line.step();
        line.clear();
        assertThat(written).hasToString("\r\u001b[Kwriting 1 of 2\r\u001b[Kwriting 2 of 2\r\u001b[K");
    }

    @Test
    void aLogGetsNothingOfIt() {
        ProgressLine line = new ProgressLine(new PrintWriter(written), 2, false);
        line.step();
        line.clear();
        assertThat(written.toString()).isEmpty();
    }
}
