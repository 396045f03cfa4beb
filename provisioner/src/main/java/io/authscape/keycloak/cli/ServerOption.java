package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.Login;
import io.authscape.keycloak.keycloak.RemoteRealm;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The Keycloak server, for every command that talks to one. */
final class ServerOption {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

    @Option(
            names = "--server",
            paramLabel = "URL",
            required = true,
            description = "Keycloak's base URL, for example http://localhost:8080. [AUTHSCAPE_SERVER]")
    private String server;

    @Mixin
    private TlsOptions tls;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            arity = "0..1",
            fallbackValue = "120",
            description = "Wait so long for a server that is still starting. Without a number: ${FALLBACK-VALUE}."
                    + " [AUTHSCAPE_WAIT]")
    private int waitSeconds;

    /**
     * Signs in, and waits for the server before if it was asked to.
     *
     * @param realm the realm to work on
     */
    RemoteRealm open(Terminal terminal, String realm, Login login) {
        URI uri = uri();
        SSLContext context = tls.context(terminal);
        return waiting(terminal).until(() -> RemoteRealm.open(uri, context, realm, login));
    }

    /** What to trust and to show in TLS connections; {@code null} for what the JVM brings. */
    SSLContext tls(Terminal terminal) {
        return tls.context(terminal);
    }

    Waiting waiting(Terminal terminal) {
        if (waitSeconds < 0) {
            throw new CommandFailure(ExitCodes.USAGE, "--wait takes a number of seconds");
        }
        return new Waiting(terminal, uri(), Duration.ofSeconds(waitSeconds));
    }

    /** The base URI without a slash at its end. */
    URI uri() {
        return parse("--server", server);
    }

    /** Whether the server can only be this machine. Decided by the name alone: what DNS says may change. */
    boolean isLoopback() {
        return isLoopback(uri());
    }

    static boolean isLoopback(URI uri) {
        return LOOPBACK.matcher(uri.getHost()).matches();
    }

    /**
     * A server's address as an option gives it, without a slash at its end.
     *
     * @throws CommandFailure if it is none
     */
    static URI parse(String option, String text) {
        URI uri = uri(option, text.strip().replaceFirst("/+$", ""));
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
            throw invalid(option);
        }
        return uri;
    }

    private static URI uri(String option, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw invalid(option);
        }
    }

    private static CommandFailure invalid(String option) {
        // The text isn't repeated: it may hold a password.
        return new CommandFailure(
                ExitCodes.USAGE, option + " must be a URL such as https://id.example.com, without user or query");
    }
}
