package io.authscape.keycloak.cli;

import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.token.compare.Compared;
import io.authscape.keycloak.token.compare.ComparedClient;
import io.authscape.keycloak.token.compare.Comparison;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "compare",
        description =
                "Send the same requests to an old identity server and to Keycloak, and show where the answers differ.")
final class CompareCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Mixin
    private SeedOptions seedOptions;

    @Mixin
    private TlsOptions tls;

    @Option(
            names = "--old",
            paramLabel = "URL",
            required = true,
            description = "The old server's base URL, below which its discovery document is. [AUTHSCAPE_OLD]")
    private String old;

    @Option(
            names = "--new",
            paramLabel = "URL",
            required = true,
            description =
                    "The new one's: Keycloak's root, or https://.../realms/REALM/connect for the paths in a realm."
                            + " [AUTHSCAPE_NEW]")
    private String fresh;

    @Option(
            names = "--client",
            paramLabel = "ID",
            required = true,
            description = "The client as which the requests are sent. [AUTHSCAPE_CLIENT]")
    private String clientId;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file with the client's secret, instead of AUTHSCAPE_SECRET or the seed's reference."
                    + " [AUTHSCAPE_SECRET_FILE]")
    private Path secretFile;

    @Option(
            names = "--scope",
            paramLabel = "SCOPES",
            description =
                    "The scopes that the client may ask for, with blanks between; repeatable. Default: the seed's."
                            + " [AUTHSCAPE_SCOPE]")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--other-scope",
            paramLabel = "SCOPE",
            description = "A scope that it may not ask for. Default: one of the seed's. [AUTHSCAPE_OTHER_SCOPE]")
    private String otherScope;

    @Option(
            names = "--skip-wrong-secrets",
            description = "Send nothing that the servers note as a failed login. [AUTHSCAPE_SKIP_WRONG_SECRETS]")
    private boolean skipWrongSecrets;

    @Option(
            names = "--allow-http",
            description = "Send the secret in plain text to a server that isn't on loopback. [AUTHSCAPE_ALLOW_HTTP]")
    private boolean allowHttp;

    @Option(
            names = "--output",
            paramLabel = "text|json|markdown",
            defaultValue = "text",
            description = "How to write it. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_OUTPUT]")
    private OutputFormat output;

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        URI before = address("--old", old);
        URI after = address("--new", fresh);
        ComparedClient client = client();
        Comparison comparison = new Comparison(before, after, tls.context(terminal), client, !skipWrongSecrets);
        if (comparison.wrongSecrets() > 0) {
            terminal.err()
                    .println("warning: " + Counted.of(comparison.wrongSecrets(), "request")
                            + " to each server with a wrong secret or client: they count as failed logins there;"
                            + " --skip-wrong-secrets leaves them out");
            terminal.err().flush();
        }
        List<Compared> compared = run(comparison);
        CompareReport report =
                new CompareReport(before, after, client, compared, comparison.leftOut(), comparison.refusedByBoth());
        terminal.out()
                .print(
                        switch (output) {
                            case text -> report.text();
                            case json -> report.json();
                            case markdown -> report.markdown();
                        });
        return report.isSame() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private static List<Compared> run(Comparison comparison) {
        try {
            return comparison.run();
        } catch (Comparison.Unreachable e) {
            throw new CommandFailure(ExitCodes.UNREACHABLE, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCodes.FAILED, "interrupted");
        }
    }

    private URI address(String option, String text) {
        URI uri = ServerOption.parse(option, text);
        if ("http".equalsIgnoreCase(uri.getScheme()) && !ServerOption.isLoopback(uri) && !allowHttp) {
            throw new CommandFailure(
                    ExitCodes.USAGE,
                    option + ": " + Quoted.of(uri.toString())
                            + " would get the secret in plain text; use https, or give --allow-http");
        }
        return uri;
    }

    private ComparedClient client() {
        Secret given = new SecretSource(terminal, command)
                .find("--secret-file", secretFile, "AUTHSCAPE_SECRET")
                .orElse(null);
        List<String> asked = scopes.stream()
                .flatMap(list -> Stream.of(list.split(" ")))
                .filter(scope -> !scope.isEmpty())
                .toList();
        if (!seedOptions.isGiven()) {
            if (given == null) {
                throw new CommandFailure(
                        ExitCodes.USAGE, "no secret; set AUTHSCAPE_SECRET, give --secret-file, or a seed by -f FILE");
            }
            return new ComparedClient(clientId, given, asked, otherScope);
        }
        Seed seed = seedOptions.readWithoutWarnings(terminal);
        ClientSeed client = named(seed);
        List<String> allowed = asked.isEmpty() ? allowed(client) : asked;
        return new ComparedClient(
                clientId,
                given == null ? secret(client, seed) : given,
                allowed,
                otherScope == null ? otherScope(seed, allowed) : otherScope);
    }

    private ClientSeed named(Seed seed) {
        return seed.clients().stream()
                .filter(candidate -> candidate.clientId().equals(clientId))
                .findFirst()
                .orElseThrow(() ->
                        new CommandFailure(ExitCodes.USAGE, "--client: the seed has no client " + Quoted.of(clientId)));
    }

    private static List<String> allowed(ClientSeed client) {
        return client.permissions() == null
                ? List.of()
                : client.permissions().stream()
                        .filter(permission -> permission.startsWith(Permissions.SCOPE_PREFIX))
                        .map(permission -> permission.substring(Permissions.SCOPE_PREFIX.length()))
                        .distinct()
                        .toList();
    }

    private static String otherScope(Seed seed, List<String> allowed) {
        return seed.scopes().stream()
                .map(ScopeSeed::name)
                .filter(scope -> !allowed.contains(scope))
                .findFirst()
                .orElse(null);
    }

    private Secret secret(ClientSeed client, Seed seed) {
        Predicate<ClientSeed> isAsked = other -> other.clientId().equals(client.clientId());
        Secret secret = SeedSecrets.resolve(seed, isAsked, terminal).clients().stream()
                .filter(isAsked)
                .map(ClientSeed::secret)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (secret == null) {
            throw new CommandFailure(
                    ExitCodes.USAGE,
                    "the seed knows no secret of client " + Quoted.of(client.clientId())
                            + " that could be shown; set AUTHSCAPE_SECRET, or give --secret-file");
        }
        return secret;
    }
}
