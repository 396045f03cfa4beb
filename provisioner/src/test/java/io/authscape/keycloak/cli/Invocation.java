package io.authscape.keycloak.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One run of the command line, and what came of it. */
public record Invocation(int exitCode, String out, String err) {

    static Invocation of(Map<String, String> env, String stdin, String... args) {
        return of(new StringWriter(), env, stdin, args);
    }

    /**
     * The same, to be looked at while it runs.
     *
     * @param err gets what is written to stderr at once
     */
    static Invocation of(StringWriter err, Map<String, String> env, String stdin, String... args) {
        StringWriter out = new StringWriter();
        int exitCode = Main.run(
                new PrintWriter(out),
                new PrintWriter(err),
                env,
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                args);
        return new Invocation(exitCode, out.toString(), err.toString());
    }

    String all() {
        return out + err;
    }
}
