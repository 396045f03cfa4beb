package io.authscape.keycloak.plan.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.plan.setup.AuthenticatorSwitch;
import io.authscape.keycloak.plan.setup.ShippedRealm;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What has to be undone in a realm before the provider jar is taken away, in its order: clients first, while all still
 * works; then what Keycloak would fail on; the server last. Pure.
 */
public final class Uninstall {

    private static final String KEYCLOAKS_FLOW = "clients";

    private final RealmFacts facts;
    private final DoctorOptions options;
    private final List<UninstallStep> steps = new ArrayList<>();

    private Uninstall(RealmFacts facts, DoctorOptions options) {
        this.facts = facts;
        this.options = options;
    }

    public static List<UninstallStep> steps(RealmFacts facts, DoctorOptions options) {
        return new Uninstall(facts, options).steps();
    }

    private List<UninstallStep> steps() {
        UninstallPolicies policies = new UninstallPolicies(facts);
        UninstallClients clients = new UninstallClients(facts, options);
        clients.plainSecrets().ifPresent(steps::add);
        clients.defaultScopes().ifPresent(steps::add);
        policies.policies().ifPresent(steps::add);
        policies.profiles().ifPresent(steps::add);
        flow();
        mapperScope();
        realmAttributes();
        clients.leftHashes().ifPresent(steps::add);
        server();
        return List.copyOf(steps);
    }

    /** Keycloak's own flow again instead of setup's copy; what an admin made stays, without our authenticator. */
    private void flow() {
        JsonNode ours = AuthenticatorSwitch.in(facts.executions());
        if (facts.hasReadableFlow() && ours.isMissingNode()) {
            return;
        }
        String what =
                "the client-authentication flow " + Quoted.of(facts.boundFlow()) + " asks the jar's authenticator";
        String why = "with the jar gone Keycloak fails on it, and no client of the realm can sign in";
        boolean isSetups = facts.boundFlow().equals(ShippedRealm.CLIENT_FLOW);
        boolean isReplaced = hasFlow(KEYCLOAKS_FLOW)
                && !facts.boundFlow().equals(KEYCLOAKS_FLOW)
                && (isSetups || !facts.hasReadableFlow());
        List<String> commands = new ArrayList<>();
        if (isReplaced) {
            if (!isSetups) {
                commands.add("# " + Quoted.of(facts.boundFlow()) + " isn't setup's, and this server can't read it: from"
                        + " here on clients sign in as Keycloak's own flow says; the flow itself stays");
            }
            commands.add("kcadm.sh update " + Shell.word("realms/" + facts.realm()) + " -s clientAuthenticationFlow="
                    + KEYCLOAKS_FLOW);
            if (isSetups) {
                deletions().forEach(commands::add);
            }
        } else if (facts.hasReadableFlow()) {
            if (!asksAnother(ours)) {
                commands.add("# the flow asks nobody else: add the authenticator that clients are to use first");
            }
            commands.add(
                    kcadm("delete authentication/executions/" + ours.path("id").asText()));
        } else {
            commands.add("# this server can't read the flow: put the jar back, and ask again");
        }
        steps.add(new UninstallStep(what, why, commands, true));
    }

    /** Of setup's flow; Keycloak's own ones can't be deleted. */
    private Stream<String> deletions() {
        return elements(facts.flows())
                .filter(flow -> facts.boundFlow().equals(flow.path("alias").asText()))
                .filter(flow -> !flow.path("builtIn").asBoolean())
                .map(flow ->
                        kcadm("delete authentication/flows/" + flow.path("id").asText()));
    }

    private boolean asksAnother(JsonNode ours) {
        return elements(facts.executions())
                .filter(execution -> !execution.equals(ours))
                .anyMatch(execution ->
                        !"DISABLED".equals(execution.path("requirement").asText()));
    }

    private boolean hasFlow(String alias) {
        return elements(facts.flows())
                .anyMatch(flow -> alias.equals(flow.path("alias").asText()));
    }

    private void mapperScope() {
        String id = facts.scopeIds().get(ExaminedClient.MAPPER_SCOPE);
        if (id != null) {
            add(
                    "the client scope 'authscape' holds the jar's mappers",
                    "with the jar gone they do nothing, and 'authscape apply' refuses clients that have the scope",
                    kcadm("delete client-scopes/" + id));
        }
    }

    private void realmAttributes() {
        List<String> names = facts.attributes().keySet().stream()
                .filter(name -> name.startsWith("authscape."))
                .sorted()
                .toList();
        if (!names.isEmpty()) {
            steps.add(new UninstallStep(
                    "the realm has the attributes " + Quoted.list(names),
                    "nobody reads them any more",
                    names.stream()
                            .map(name -> "kcadm.sh update " + Shell.word("realms/" + facts.realm()) + " -d "
                                    + Shell.word("attributes.\"" + name + "\""))
                            .toList(),
                    false));
        }
    }

    private void server() {
        List<String> commands = new ArrayList<>(List.of(
                "# the same for each other realm of this server: authscape doctor --before-uninstall --realm OTHER",
                "# stop Keycloak",
                "rm providers/authscape-keycloak-spi.jar",
                "# take --spi-realm-restapi-extension--connect--* out of conf/keycloak.conf and of the command line",
                "bin/kc.sh build",
                "# start Keycloak"));
        if (options.seed() != null) {
            commands.add("authscape apply " + options.seedFiles() + " --realm " + Shell.word(facts.realm())
                    + "   # with \"secretStorage\": \"plain\" for each client");
        }
        steps.add(new UninstallStep(
                facts.hasJar() ? "the jar is on the server" : "the jar is gone from the server",
                "then services get their tokens at /realms/" + facts.realm()
                        + "/protocol/openid-connect/token, and APIs trust the realm's own issuer",
                commands,
                false));
    }

    private void add(String what, String why, String command) {
        steps.add(new UninstallStep(what, why, List.of(command), true));
    }

    private String kcadm(String what) {
        return "kcadm.sh " + what + " -r " + Shell.word(facts.realm());
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
