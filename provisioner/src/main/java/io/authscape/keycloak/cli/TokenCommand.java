package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.token.TokenAnswer;
import io.authscape.keycloak.token.TokenEndpoint;
import io.authscape.keycloak.token.TokenRequest;
import io.authscape.keycloak.token.TokenText;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "token", description = "Ask for a token as a client of a seed file does, and show it decoded.")
final class TokenCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private SeedOptions seedOptions;

    @Mixin
    private ServerOption server;

    @Option(
            names = "--client",
            paramLabel = "ID",
            description = "The client. Default: the first that may ask for one. [AUTHSCAPE_CLIENT]")
    private String client;

    @Option(
            names = "--endpoint",
            paramLabel = "PATH",
            defaultValue = "/connect/token",
            description = "The token endpoint's path. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_ENDPOINT]")
    private String endpoint;

    TokenCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Seed seed = seedOptions.readWithoutWarnings(terminal);
        Optional<ClientSeed> chosen =
                client == null ? TokenRequest.clientsOf(seed).findFirst() : Optional.of(named(seed));
        if (chosen.isEmpty()) {
            terminal.out()
                    .println("No token: no client of " + seedOptions.file()
                            + " has 'ept:token', 'gt:client_credentials' and a secret");
            return ExitCodes.DONE;
        }
        URI endpoint = uri();
        TokenRequest request = TokenRequest.of(withSecret(chosen.get(), seed), endpoint);
        TokenText.of(request).forEach(terminal.out()::println);
        TokenAnswer answer = ask(request);
        if (!answer.isToken()) {
            throw new CommandFailure(ExitCodes.FAILED, TokenText.refusal(answer));
        }
        TokenText.of(answer).forEach(terminal.out()::println);
        return ExitCodes.DONE;
    }

    private ClientSeed named(Seed seed) {
        ClientSeed named = seed.clients().stream()
                .filter(candidate -> candidate.clientId().equals(client))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure(ExitCodes.USAGE, "--client: the seed has no client " + Quoted.of(client)));
        if (!named.hasSecret()) {
            throw new CommandFailure(ExitCodes.FAILED, "the seed knows no secret of client " + Quoted.of(client));
        }
        return named;
    }

    private ClientSeed withSecret(ClientSeed asked, Seed seed) {
        Predicate<ClientSeed> isAsked = other -> other.clientId().equals(asked.clientId());
        ClientSeed known = SeedSecrets.resolve(seed, isAsked, terminal).clients().stream()
                .filter(isAsked)
                .findFirst()
                .orElseThrow();
        if (known.secret() == null) {
            throw new CommandFailure(
                    ExitCodes.FAILED,
                    "no secret of client " + Quoted.of(known.clientId()) + " was made yet; 'authscape apply' makes it");
        }
        return known;
    }

    private URI uri() {
        try {
            return URI.create(server.uri() + (endpoint.startsWith("/") ? "" : "/") + endpoint);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, "--endpoint must be a path such as /connect/token");
        }
    }

    /** Asks again while the server is starting, if waiting was asked for. */
    private TokenAnswer ask(TokenRequest request) {
        SSLContext tls = server.tls(terminal);
        return server.waiting(terminal).until(() -> {
            TokenAnswer answer = once(request, tls);
            if (answer.comesFromAStartingServer()) {
                throw new NotYetException("the token endpoint " + request.endpoint() + " answered " + answer.status());
            }
            return answer;
        });
    }

    private static TokenAnswer once(TokenRequest request, SSLContext tls) {
        try {
            return TokenEndpoint.ask(request, tls);
        } catch (SSLHandshakeException e) {
            throw new CommandFailure(ExitCodes.UNREACHABLE, unreachable(request, e));
        } catch (IOException e) {
            throw new NotYetException(unreachable(request, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCodes.FAILED, "interrupted");
        }
    }

    private static String unreachable(TokenRequest request, IOException e) {
        String reason = e.getMessage() == null ? "no connection" : Quoted.of(e.getMessage());
        return "can't reach the token endpoint " + request.endpoint() + ": " + reason;
    }
}
