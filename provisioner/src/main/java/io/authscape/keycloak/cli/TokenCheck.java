package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.NetworkList;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.Refusal;
import io.authscape.keycloak.plan.explain.WireWords;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.token.TokenAnswer;
import io.authscape.keycloak.token.TokenEndpoint;
import io.authscape.keycloak.token.TokenRequest;
import io.authscape.keycloak.token.TokenText;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Asks for a token as each client that was written: the last proof that it works. */
final class TokenCheck {

    private final Map<String, ClientSeed> clients;
    private final Map<String, NetworkList> networks;
    private final URI endpoint;
    private final TokenEndpoint tokens;

    /**
     * @param plan whose secrets are all known: those that were made for it are in no seed
     */
    TokenCheck(Planned planned, Plan plan, URI endpoint, TokenEndpoint tokens) {
        Map<String, List<SecretSeed>> made = plan.clients().stream()
                .filter(client -> !client.desired().secrets().isEmpty())
                .collect(Collectors.toMap(
                        ClientChange::name, client -> client.desired().secrets()));
        clients = TokenRequest.clientsOf(planned.seed())
                .map(client -> client.withSecrets(made.getOrDefault(client.clientId(), client.secrets())))
                .filter(client -> client.secret() != null)
                .collect(Collectors.toMap(ClientSeed::clientId, Function.identity()));
        networks = planned.networks();
        this.endpoint = endpoint;
        this.tokens = tokens;
    }

    /** Tells the report what became of it. */
    void look(ApplyReport report) {
        for (Entry entry : report.standing()) {
            if (!(entry instanceof ClientChange) || entry.action() == Action.DELETE) {
                continue;
            }
            ClientSeed client = clients.get(entry.name());
            if (client == null) {
                report.remark("no token asked for as " + entry.subject()
                        + ": it lacks 'gt:client_credentials', or the seed doesn't say its secret");
            } else {
                look(entry, client, report);
            }
        }
    }

    private void look(Entry entry, ClientSeed client, ApplyReport report) {
        try {
            TokenAnswer answer = tokens.ask(TokenRequest.of(client, endpoint));
            if (answer.isToken()) {
                report.remark("token of " + entry.subject() + ": " + TokenText.summary(answer));
            } else if (isElsewhere(client, answer)) {
                report.remark("token of " + entry.subject() + ": not verified from here, for its networks are "
                        + networks.get(client.clientId()).words());
            } else {
                report.failed(entry, new Refusal(entry.subject(), TokenText.refusal(answer)));
            }
        } catch (IOException e) {
            report.failed(
                    entry, new Refusal(entry.subject(), "no token: can't reach " + Quoted.of(endpoint.toString())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCodes.FAILED, "interrupted");
        }
    }

    /**
     * Whether all is well but for where this program runs: the jar looks at the networks after the secret and after the
     * permissions. A list that can't be read is one that nobody is in, and that is not well.
     */
    private boolean isElsewhere(ClientSeed client, TokenAnswer answer) {
        NetworkList list = networks.get(client.clientId());
        return list != null
                && list.isReadable()
                && answer.status() == WireWords.NETWORK.status()
                && answer.body().path("error").asText().equals(WireWords.NETWORK.error())
                && answer.body().path("error_description").asText().equals(WireWords.NETWORK.description());
    }
}
