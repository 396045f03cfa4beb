package io.authscape.keycloak.cli;

import java.net.URI;
import java.util.regex.Pattern;
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

    /** The base URI without a slash at its end. */
    URI uri() {
        URI uri = parse(server.strip().replaceFirst("/+$", ""));
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
            throw invalid();
        }
        return uri;
    }

    /** Whether the server can only be this machine. Decided by the name alone: what DNS says may change. */
    boolean isLoopback() {
        return LOOPBACK.matcher(uri().getHost()).matches();
    }

    private static URI parse(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static CommandFailure invalid() {
        // The text isn't repeated: it may hold a password.
        return new CommandFailure(
                ExitCodes.USAGE, "--server must be a URL such as https://id.example.com, without user or query");
    }
}
