package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.keycloak.SecretLists;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.plan.rotation.Revocation;
import io.authscape.keycloak.seed.Quoted;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "revoke", description = "Revoke one secret of a client at once and for ever.")
final class SecretsRevokeCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ServerOption server;

    @Mixin
    private LoginOptions loginOptions;

    @Option(names = "--realm", paramLabel = "REALM", required = true, description = "The realm. [AUTHSCAPE_REALM]")
    private String realm;

    @Parameters(index = "0", paramLabel = "CLIENT", description = "The client's id.")
    private String client;

    @Parameters(index = "1", paramLabel = "ID", description = "The secret's id, as 'secrets list' shows it.")
    private String id;

    @Option(
            names = "--last",
            description = "Also where no other secret of the client counts any more: it can't sign in then."
                    + " [AUTHSCAPE_LAST]")
    private boolean last;

    SecretsRevokeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (RemoteRealm remote = server.open(terminal, realm, loginOptions.login(terminal))) {
            SecretLists secrets = remote.secretLists();
            SecretList list = secrets.client(client)
                    .map(standing -> SecretList.read(standing.attributes()))
                    .orElseThrow(() -> failure("realm " + Quoted.of(realm) + " has no client " + Quoted.of(client)));
            HashedSecret secret = list.secrets().stream()
                    .filter(candidate -> candidate.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> failure("client " + Quoted.of(client) + " has no hashed secret " + Quoted.of(id)
                            + "; 'authscape secrets list' shows those it has"));
            if (secret.isRevoked()) {
                terminal.out().println("Nothing to do: it was revoked at " + secret.revoked());
                return ExitCodes.DONE;
            }
            Revocation revocation = new Revocation(id, Instant.now());
            secrets.change(client, standing -> {
                // Asked of the list that is written: another run may have taken the others away since.
                if (!last && revocation.takesTheLast(standing)) {
                    throw failure("no other secret of client " + Quoted.of(client)
                            + " counts, so that it couldn't sign in any more; rotate it first, or give --last");
                }
                return revocation.appliedTo(standing);
            });
            terminal.out().println("client " + Quoted.of(client) + ": secret " + Quoted.of(id) + " is revoked");
            return ExitCodes.DONE;
        }
    }

    private static CommandFailure failure(String words) {
        return new CommandFailure(ExitCodes.FAILED, words);
    }
}
