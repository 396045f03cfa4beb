package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.plan.setup.Lock;
import io.authscape.keycloak.plan.setup.LockState;
import io.authscape.keycloak.plan.setup.SetupPart;
import io.authscape.keycloak.plan.setup.SetupStep;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the realm has what the provider jar and its clients need. */
final class SetupRules {

    /** What other rules tell. */
    private static final Set<SetupPart> TOLD_APART =
            Set.of(SetupPart.CLIENT_PROFILES, SetupPart.CLIENT_POLICIES, SetupPart.CLIENT_AUTHENTICATOR);

    private static final String BRING_JAR =
            "copy authscape-keycloak-spi.jar to Keycloak's folder 'providers', run 'kc.sh build' and start"
                    + " Keycloak again";

    private final RealmFacts facts;
    private final Remedy remedy;

    SetupRules(RealmFacts facts, Remedy remedy) {
        this.facts = facts;
        this.remedy = remedy;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!facts.hasJar()) {
            withoutJar(findings);
            return findings;
        }
        if (facts.ours().isEmpty()) {
            if (!facts.setup().hasNothingToDo()) {
                findings.add(
                        Finding.ofRealm(Rule.NOT_SET_UP, "setup", "the realm lacks AuthScape's setup", remedy.setup()));
            }
            return findings;
        }
        lock(findings);
        networks(findings);
        clientFlow(findings);
        rest(findings);
        return findings;
    }

    private void withoutJar(List<Finding> findings) {
        List<String> traces = new ArrayList<>();
        if (Lock.namesExecutor(facts.profiles())) {
            traces.add(
                    "a client profile names its executor (every token request of the realm is answered with 500 while"
                            + " a policy uses it)");
        }
        if (!facts.hasReadableFlow() || facts.takesHashedSecrets()) {
            traces.add("the client-authentication flow names its authenticator (no client can sign in)");
        }
        // Attributes alone need no jar: a seed's plain clients have them, too.
        List<ExaminedClient> needing = facts.ours().stream()
                .filter(client ->
                        client.isHashed() || client.state().defaultScopes().contains(ExaminedClient.MAPPER_SCOPE))
                .toList();
        if (!needing.isEmpty()) {
            traces.add("clients need it for their secrets or their tokens (" + names(needing) + ")");
        }
        if (!traces.isEmpty()) {
            findings.add(Finding.ofRealm(
                    Rule.JAR_MISSING,
                    "providers",
                    "the server lacks AuthScape's provider jar, and " + String.join("; ", traces),
                    BRING_JAR + "; if the jar is to stay away: authscape doctor --before-uninstall --realm "
                            + Shell.word(facts.realm())));
        }
        List<ExaminedClient> limited = limited();
        if (!limited.isEmpty()) {
            findings.add(notEnforced("the server lacks AuthScape's provider jar", limited, BRING_JAR));
        }
    }

    private void lock(List<Finding> findings) {
        LockState lock = Lock.state(facts.profiles(), facts.policies());
        if (lock.isOn()) {
            return;
        }
        findings.add(Finding.ofRealm(
                Rule.PERMISSIONS_NOT_ENFORCED,
                "clientPolicies",
                lock.words(),
                lock.isNarrowed()
                        ? "take that condition from the policy in the Admin Console (Realm settings, Client policies),"
                                + " then: " + remedy.setup()
                        : remedy.setup()));
    }

    /** Where nobody enforces anything, one finding says it. */
    private void networks(List<Finding> findings) {
        List<ExaminedClient> limited = limited();
        if (!limited.isEmpty()
                && Lock.isOn(facts.profiles(), facts.policies())
                && !Lock.limitsNetworks(facts.profiles(), facts.policies())) {
            findings.add(notEnforced(
                    "no client policy applies AuthScape's executor 'authscape-networks'", limited, networksFix()));
        }
    }

    /** An admin's own policy that enforces permissions is his to complete: setup only tells. */
    private String networksFix() {
        return facts.setup().notes().isEmpty()
                ? remedy.setup()
                : facts.setup().notes().stream().map(Object::toString).collect(Collectors.joining("; "));
    }

    private List<ExaminedClient> limited() {
        return facts.ours().stream()
                .filter(client -> client.networks().isPresent())
                .toList();
    }

    private static Finding notEnforced(String why, List<ExaminedClient> limited, String fix) {
        return Finding.ofRealm(
                Rule.NETWORKS_NOT_ENFORCED,
                "clientPolicies",
                why + ", and " + limited.size() + (limited.size() == 1 ? " client has" : " clients have")
                        + " networks (" + names(limited) + ")",
                fix);
    }

    private void clientFlow(List<Finding> findings) {
        List<ExaminedClient> hashed =
                facts.ours().stream().filter(ExaminedClient::isHashed).toList();
        if (!hashed.isEmpty() && !facts.takesHashedSecrets()) {
            findings.add(Finding.ofRealm(
                    Rule.CLIENT_FLOW,
                    "clientAuthenticationFlow",
                    "the flow " + Quoted.of(facts.boundFlow())
                            + " doesn't ask AuthScape's authenticator, and " + hashed.size()
                            + " clients have hashed secrets (" + names(hashed) + ")",
                    remedy.setup()));
        }
    }

    private void rest(List<Finding> findings) {
        Stream<String> missing = facts.setup().steps().stream()
                .filter(step -> !TOLD_APART.contains(step.part()))
                .map(SetupStep::subject);
        Stream<String> refused = facts.setup().refusals().stream()
                .filter(refusal -> !refusal.subject().startsWith("client policy"))
                .map(Object::toString);
        String parts = Stream.concat(missing, refused).collect(Collectors.joining("; "));
        if (!parts.isEmpty()) {
            findings.add(Finding.ofRealm(Rule.SETUP_INCOMPLETE, "setup", "missing: " + parts, remedy.setup()));
        }
    }

    private static String names(List<ExaminedClient> clients) {
        int shown = 3;
        String names = clients.stream()
                .limit(shown)
                .map(client -> Quoted.of(client.id()))
                .collect(Collectors.joining(", "));
        return names + (clients.size() > shown ? " and " + (clients.size() - shown) + " more" : "");
    }
}
