package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.IpAddress;
import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.keycloak.TokenFacts;
import io.authscape.keycloak.plan.explain.Explainer;
import io.authscape.keycloak.plan.explain.Explanation;
import io.authscape.keycloak.plan.explain.Step;
import io.authscape.keycloak.plan.explain.TokenQuestion;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "explain", description = "Tell why a client would get a token, or would not.")
final class ExplainCommand implements Callable<Integer> {

    /** How the explanation is written. */
    enum Format {
        text,
        json
    }

    private final Terminal terminal;

    @Mixin
    private ServerOption server;

    @Mixin
    private LoginOptions loginOptions;

    @Parameters(paramLabel = "CLIENT", description = "The client's id.")
    private String client;

    @Option(names = "--realm", paramLabel = "REALM", required = true, description = "The realm. [AUTHSCAPE_REALM]")
    private String realm;

    @Option(
            names = "--scope",
            paramLabel = "SCOPES",
            description = "The scopes that it asks for, with blanks between; repeatable. [AUTHSCAPE_SCOPE]")
    private List<String> scopes = new ArrayList<>();

    @Option(
            names = "--grant",
            paramLabel = "TYPE",
            defaultValue = "client_credentials",
            description = "The grant type. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_GRANT]")
    private String grant;

    @Option(
            names = "--from",
            paramLabel = "ADDRESS",
            description = "Where it asks from: the IP address that Keycloak sees. [AUTHSCAPE_FROM]")
    private String from;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "How to write it. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_OUTPUT]")
    private Format output;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<String> asked = scopes.stream()
                .flatMap(list -> Stream.of(list.split(" ")))
                .filter(scope -> !scope.isEmpty())
                .toList();
        IpAddress address = from == null ? null : address();
        Explanation explanation;
        try (RemoteRealm remote = server.open(terminal, realm, loginOptions.login(terminal))) {
            TokenFacts facts = remote.tokenFacts();
            explanation = Explainer.explain(
                    new TokenQuestion(client, grant, asked, address), facts.server(), facts.client(client));
        }
        switch (output) {
            case text -> text(explanation);
            case json -> terminal.out().println(json(explanation).toPrettyString());
        }
        return explanation.refusal().isPresent() ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    private IpAddress address() {
        return IpAddress.parse(from)
                .orElseThrow(() -> new CommandFailure(
                        ExitCodes.USAGE, "--from " + Quoted.of(from) + " is no IP address; names are not looked up"));
    }

    private void text(Explanation explanation) {
        explanation.steps().forEach(step -> terminal.out()
                .println((step.passed() ? "  ok  " : "  NO  ") + step.text()));
        explanation.warnings().forEach(warning -> terminal.out().println("note: " + warning));
        Optional<Step> refusal = explanation.refusal();
        if (refusal.isPresent()) {
            terminal.out()
                    .println("refused: " + refusal.get().refusal().error() + " ("
                            + refusal.get().refusal().description() + ")");
            terminal.out().println("to change that: " + refusal.get().remedy());
            return;
        }
        terminal.out().println("granted, for " + explanation.lifetime() + " seconds");
        explanation.token().forEach((claim, value) -> terminal.out().println("  " + claim + ": " + value));
    }

    private static ObjectNode json(Explanation explanation) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("client", explanation.question().clientId());
        json.put("grant", explanation.question().grantType());
        json.set("scopes", mapper.valueToTree(explanation.question().scopes()));
        ArrayNode steps = json.putArray("steps");
        explanation
                .steps()
                .forEach(step -> steps.addObject().put("passed", step.passed()).put("text", step.text()));
        json.set("notes", mapper.valueToTree(explanation.warnings()));
        json.put("granted", explanation.refusal().isEmpty());
        explanation
                .refusal()
                .ifPresentOrElse(
                        step -> json.putObject("refusal")
                                .put("status", step.refusal().status())
                                .put("error", step.refusal().error())
                                .put("description", step.refusal().description())
                                .put("remedy", step.remedy()),
                        () -> {
                            json.put("lifetime", explanation.lifetime());
                            json.set("token", mapper.valueToTree(explanation.token()));
                        });
        return json;
    }
}
