package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.PlanOptions.Permit;
import io.authscape.keycloak.plan.RealmQuery;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.DemoSecrets;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** What somebody has to say beside the seed, because a reviewer of the seed could miss it. */
final class PlanningOptions {

    @Option(names = "--adopt", description = "Take over what exists and carries no owner. [AUTHSCAPE_ADOPT]")
    private boolean adopt;

    @Option(
            names = "--create-only",
            description = "Leave what exists as it is, as AuthScape's own seeding does. [AUTHSCAPE_CREATE_ONLY]")
    private boolean createOnly;

    @Option(
            names = "--prune",
            description = "Delete what carries the seed's owner and isn't in the seed. [AUTHSCAPE_PRUNE]")
    private boolean prune;

    @Option(
            names = "--max-deletes",
            paramLabel = "N",
            defaultValue = "" + PlanOptions.MAX_DELETES,
            description = "Refuse to delete more than this. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_MAX_DELETES]")
    private int maxDeletes;

    @Option(
            names = "--allow-demo-secrets",
            description = "Accept secrets that AuthScape's documents print on a server that isn't on loopback."
                    + " [AUTHSCAPE_ALLOW_DEMO_SECRETS]")
    private boolean allowDemoSecrets;

    @Option(
            names = "--allow-type-change",
            description = "Let a client that exists become public, or confidential. [AUTHSCAPE_ALLOW_TYPE_CHANGE]")
    private boolean allowTypeChange;

    @Option(
            names = "--allow-acts-as",
            description = "Let clients act as the users that the seed names by 'actsAs'. [AUTHSCAPE_ALLOW_ACTS_AS]")
    private boolean allowActsAs;

    /** Reads the realm, gets from their stores the secrets that the plan needs, and makes it. */
    Planned plan(Seed seed, RemoteRealm realm, ServerOption server, Terminal terminal) {
        PlanOptions options = options();
        RealmState state = realm.read(RealmQuery.of(seed, options));
        Predicate<ClientSeed> needsSecret =
                client -> !createOnly || !state.clients().containsKey(client.clientId());
        Seed complete = SeedSecrets.resolve(seed, needsSecret, terminal);
        refuseDemoSecrets(complete, server);
        return Planned.of(complete, state, options);
    }

    PlanOptions options() {
        Set<Permit> permits = EnumSet.noneOf(Permit.class);
        permit(permits, adopt, Permit.ADOPTION);
        permit(permits, allowTypeChange, Permit.TYPE_CHANGE);
        permit(permits, allowActsAs, Permit.ACTS_AS);
        return new PlanOptions(permits, createOnly, prune, maxDeletes);
    }

    /** Ends the command if everybody knows a client's secret and the server may be open to everybody. */
    void refuseDemoSecrets(Seed seed, ServerOption server) {
        List<String> demo = seed.clients().stream()
                .filter(DemoSecrets::areIn)
                .map(client -> Quoted.of(client.clientId()))
                .toList();
        if (!demo.isEmpty() && !server.isLoopback() && !allowDemoSecrets) {
            throw new CommandFailure(
                    ExitCodes.FAILED,
                    "AuthScape's documents print the secret of " + String.join(", ", demo)
                            + "; give other secrets, or --allow-demo-secrets if this server may be open to everybody");
        }
    }

    /** The switches as a plan file keeps them: whoever carries it out needn't repeat them. */
    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("adopt", adopt)
                .put("createOnly", createOnly)
                .put("prune", prune)
                .put("maxDeletes", maxDeletes)
                .put("allowDemoSecrets", allowDemoSecrets)
                .put("allowTypeChange", allowTypeChange)
                .put("allowActsAs", allowActsAs);
    }

    /** Takes the switches from a plan file, which leaves no room for others. */
    void take(JsonNode json) {
        if (allowDemoSecrets || !options().equals(PlanOptions.NONE)) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "--plan brings its own switches along; leave out --prune, --adopt and the like");
        }
        set(json);
    }

    /** How a run ends that had nothing to do. */
    String nothingToDo(String realm, String sources) {
        return createOnly
                ? "Nothing to do: all that is in " + sources + " exists in realm " + Quoted.of(realm)
                : "Nothing to do: realm " + Quoted.of(realm) + " already matches " + sources;
    }

    void set(JsonNode json) {
        adopt = json.path("adopt").asBoolean();
        createOnly = json.path("createOnly").asBoolean();
        prune = json.path("prune").asBoolean();
        maxDeletes = json.path("maxDeletes").asInt(PlanOptions.MAX_DELETES);
        allowDemoSecrets = json.path("allowDemoSecrets").asBoolean();
        allowTypeChange = json.path("allowTypeChange").asBoolean();
        allowActsAs = json.path("allowActsAs").asBoolean();
    }

    private static void permit(Set<Permit> permits, boolean given, Permit permit) {
        if (given) {
            permits.add(permit);
        }
    }
}
