package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.Shell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the clients of a realm need before the provider jar goes. */
final class UninstallClients {

    /** Keycloak's own scopes that a client can't well do without: {@code sub} is in the first. */
    private static final List<String> KEYCLOAKS = List.of("basic", "acr", "web-origins");

    private final RealmFacts facts;
    private final DoctorOptions options;

    UninstallClients(RealmFacts facts, DoctorOptions options) {
        this.facts = facts;
        this.options = options;
    }

    /** The seed knows the secret that a service has; Keycloak alone can only make a new one. */
    Optional<UninstallStep> plainSecrets() {
        List<ExaminedClient> hashed =
                facts.ours().stream().filter(ExaminedClient::isHashed).toList();
        if (hashed.isEmpty()) {
            return Optional.empty();
        }
        List<String> commands = new ArrayList<>();
        List<ExaminedClient> known =
                hashed.stream().filter(client -> entry(client).isPresent()).toList();
        known.forEach(client -> commands.add("# in the seed, client " + Quoted.of(client.id()) + ": "
                + change(entry(client).orElseThrow())));
        if (!known.isEmpty()) {
            commands.add("authscape apply " + options.seedFiles() + " --realm " + Shell.word(facts.realm()));
        }
        for (ExaminedClient client : hashed) {
            if (!known.contains(client)) {
                commands.add("# client " + Quoted.of(client.id()) + " gets a new secret: give it to the service");
                commands.add(kcadm("update " + path(client.state())) + " -s clientAuthenticatorType=client-secret");
                commands.add(kcadm("create " + path(client.state()) + "/client-secret"));
                commands.add(kcadm("get " + path(client.state()) + "/client-secret"));
            }
        }
        return Optional.of(new UninstallStep(
                hashed.size() + (hashed.size() == 1 ? " client keeps its" : " clients keep their")
                        + " secrets as hashes: "
                        + Quoted.list(hashed.stream().map(ExaminedClient::id).toList()),
                "only the jar can compare with a hash; without it they can't sign in",
                commands,
                true));
    }

    /** What the seed says of a client, if it knows a secret of it: of a hash nobody can make one. */
    private Optional<ClientSeed> entry(ExaminedClient client) {
        return options.seedOf(client.id()).filter(ClientSeed::hasUsableSecret);
    }

    /** Keycloak's own way has one secret per client, and none that ends. */
    private static String change(ClientSeed entry) {
        SecretSeed kept = kept(entry);
        boolean only = entry.secrets().size() == 1;
        if (only && kept.expires() == null) {
            return "\"secretStorage\": \"plain\" (it keeps the secret that it has)";
        }
        return (only ? "keep its secret" : "keep of its secrets " + Quoted.of(kept.id()) + " alone")
                + (kept.expires() == null ? "" : ", without 'expires'")
                + ", and write \"secretStorage\": \"plain\" (the service has to use that secret)";
    }

    /** The newest stand last; better one that doesn't end. */
    private static SecretSeed kept(ClientSeed entry) {
        return entry.secrets().stream()
                .filter(secret -> secret.hash() == null)
                .reduce((before, after) -> after.expires() == null || before.expires() != null ? after : before)
                .orElseThrow();
    }

    /** A client whose only default scope goes would get tokens without {@code sub}. */
    Optional<UninstallStep> defaultScopes() {
        List<String> commands = new ArrayList<>();
        facts.clients().values().stream()
                .filter(client -> client.defaultScopes().contains(ExaminedClient.MAPPER_SCOPE))
                .sorted(Comparator.comparing(ClientState::clientId))
                .forEach(client -> KEYCLOAKS.stream()
                        .filter(scope -> facts.scopeIds().containsKey(scope))
                        .filter(scope -> !client.defaultScopes().contains(scope))
                        .map(scope -> kcadm("update " + path(client) + "/default-client-scopes/"
                                        + facts.scopeIds().get(scope))
                                + " -b '{}'   # " + scope + ", for " + Quoted.of(client.clientId()))
                        .forEach(commands::add));
        return commands.isEmpty()
                ? Optional.empty()
                : Optional.of(new UninstallStep(
                        "clients have the default scope 'authscape', and lack Keycloak's own",
                        "without the jar's mappers their tokens would have no 'sub'",
                        commands,
                        true));
    }

    /** Nobody can sign in by them, and a thief may still try. */
    Optional<UninstallStep> leftHashes() {
        List<String> commands = facts.ours().stream()
                .filter(client -> client.state().attributes().containsKey(AttributeNames.SECRETS))
                .map(client -> kcadm("update " + path(client.state())) + " -s "
                        + Shell.word("attributes.\"" + AttributeNames.SECRETS + "\"=") + "   # "
                        + Quoted.of(client.id()))
                .toList();
        return commands.isEmpty()
                ? Optional.empty()
                : Optional.of(new UninstallStep(
                        "clients have hashed secrets in their attributes",
                        "nobody needs them any more",
                        commands,
                        false));
    }

    private String path(ClientState client) {
        return "clients/" + facts.clientIds().getOrDefault(client.clientId(), "ID");
    }

    private String kcadm(String what) {
        return "kcadm.sh " + what + " -r " + Shell.word(facts.realm());
    }
}
