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
import javax.net.ssl.SSLHandshakeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "token", description = "Ask for a token as a client of a seed file does, and show it decoded.")
final class TokenCommand implements Callable<Integer> {

    /** Where the root paths lead unless the server says otherwise. */
    private static final String ROOT_REALM = "authscape";

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
            description =
                    "The token endpoint's path. Default: /connect/token for the realm authscape, to which the root"
                            + " leads, and /realms/REALM/connect/token for others. [AUTHSCAPE_ENDPOINT]")
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
            throw new CommandFailure(
                    ExitCodes.USAGE,
                    "no client of " + seedOptions.file()
                            + " has 'ept:token', 'gt:client_credentials' and a secret; nothing was asked for");
        }
        URI uri = uri(seed.realm());
        TokenRequest request = TokenRequest.of(withSecret(chosen.get(), seed), uri);
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
        if (named.hasSecret() && !named.hasUsableSecret()) {
            throw new CommandFailure(
                    ExitCodes.FAILED,
                    "the seed knows only the hash of client " + Quoted.of(client)
                            + "'s secret, and nobody signs in with a hash");
        }
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

    private URI uri(String realm) {
        if (endpoint == null && !realm.equals(ROOT_REALM)) {
            return TokenEndpoint.of(server.uri(), realm, "connect/token");
        }
        String path = endpoint == null ? "/connect/token" : endpoint;
        try {
            return URI.create(server.uri() + (path.startsWith("/") ? "" : "/") + path);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, "--endpoint must be a path such as /connect/token");
        }
    }

    /** Asks again while the server is starting, if waiting was asked for. */
    private TokenAnswer ask(TokenRequest request) {
        TokenEndpoint tokens = new TokenEndpoint(server.tls(terminal));
        return server.waiting(terminal).until(() -> {
            TokenAnswer answer = once(request, tokens);
            if (answer.comesFromAStartingServer()) {
                throw new NotYetException("the token endpoint " + request.endpoint() + " answered " + answer.status());
            }
            return answer;
        });
    }

    private static TokenAnswer once(TokenRequest request, TokenEndpoint tokens) {
        try {
            return tokens.ask(request);
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
