package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.seed.Quoted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Show clients' hashed secrets: ids, labels, ages, ends, last use; never values.")
final class SecretsListCommand implements Callable<Integer> {

    /** How the list is written. */
    enum Format {
        text,
        json
    }

    private final Terminal terminal;

    @Mixin
    private ServerOption server;

    @Mixin
    private LoginOptions loginOptions;

    @Option(names = "--realm", paramLabel = "REALM", required = true, description = "The realm. [AUTHSCAPE_REALM]")
    private String realm;

    @Parameters(paramLabel = "CLIENT", arity = "0..1", description = "The client's id. Default: all that have any.")
    private String client;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to write it. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_OUTPUT]")
    private Format output;

    SecretsListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant now = Instant.now();
        try (RemoteRealm remote = server.open(terminal, realm, loginOptions.login(terminal))) {
            List<ClientState> clients = clients(remote);
            Optional<Map<String, Map<String, Instant>>> use = remote.secretUse().latest(client);
            switch (output) {
                case text -> text(clients, use, now);
                case json -> terminal.out().println(json(clients, use, now).toPrettyString());
            }
            return ExitCodes.DONE;
        }
    }

    private List<ClientState> clients(RemoteRealm remote) {
        if (client != null) {
            return List.of(remote.secretLists()
                    .client(client)
                    .orElseThrow(() -> new CommandFailure(
                            ExitCodes.FAILED, "realm " + Quoted.of(realm) + " has no client " + Quoted.of(client))));
        }
        return remote.secretLists().clients().stream()
                .filter(state -> !secrets(state).isEmpty())
                .sorted(Comparator.comparing(ClientState::clientId))
                .toList();
    }

    private static List<HashedSecret> secrets(ClientState client) {
        return SecretList.read(client.attributes()).secrets();
    }

    private void text(List<ClientState> clients, Optional<Map<String, Map<String, Instant>>> use, Instant now) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CLIENT", "ID", "STATE", "AGE", "ENDS", "LAST USED", "LABEL"));
        for (ClientState state : clients) {
            for (HashedSecret secret : secrets(state)) {
                rows.add(List.of(
                        Quoted.plain(state.clientId()),
                        Quoted.plain(secret.id()),
                        state(secret, now),
                        secret.created() == null ? "?" : Period.text(Duration.between(secret.created(), now)),
                        secret.expires() == null ? "never" : second(secret.expires()),
                        used(use, state, secret).map(SecretsListCommand::second).orElse("?"),
                        secret.label() == null ? "" : Quoted.plain(secret.label())));
            }
        }
        if (rows.size() == 1) {
            terminal.out()
                    .println("No hashed secrets"
                            + (client == null
                                    ? " in realm " + Quoted.of(realm)
                                    : ": client " + Quoted.of(client) + " has none"));
            return;
        }
        new TextTable(rows).lines().forEach(terminal.out()::println);
        if (use.isEmpty()) {
            terminal.err()
                    .println("note: when they were last used isn't known: the realm keeps no login events, or this"
                            + " account may not see them ('view-events')");
        }
    }

    private ArrayNode json(List<ClientState> clients, Optional<Map<String, Map<String, Instant>>> use, Instant now) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (ClientState state : clients) {
            ObjectNode node = list.addObject().put("client", state.clientId());
            ArrayNode secrets = node.putArray("secrets");
            for (HashedSecret secret : secrets(state)) {
                secrets.addObject()
                        .put("id", secret.id())
                        .put("state", state(secret, now))
                        .put("created", second(secret.created()))
                        .put("notBefore", second(secret.notBefore()))
                        .put("expires", second(secret.expires()))
                        .put("revoked", second(secret.revoked()))
                        .put(
                                "lastUsed",
                                used(use, state, secret)
                                        .map(SecretsListCommand::second)
                                        .orElse(null))
                        .put("label", secret.label())
                        .put("format", secret.parsed().map(Object::toString).orElse("unknown"));
            }
        }
        return list;
    }

    private static String state(HashedSecret secret, Instant now) {
        if (secret.isRevoked()) {
            return "revoked";
        }
        if (!secret.isAlive(now)) {
            return "expired";
        }
        if (secret.parsed().isEmpty()) {
            return "unreadable";
        }
        if (secret.notBefore() != null && secret.notBefore().isAfter(now)) {
            return "waiting";
        }
        return secret.pending() ? "pending" : secret.expires() == null ? "counts" : "ending";
    }

    private static Optional<Instant> used(
            Optional<Map<String, Map<String, Instant>>> use, ClientState client, HashedSecret secret) {
        return use.map(all -> all.getOrDefault(client.clientId(), Map.of()).get(secret.id()));
    }

    private static String second(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
