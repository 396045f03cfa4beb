package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks a realm over. Pure: the same facts always make the same findings. */
public final class Doctor {

    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::rule)
            .thenComparing(finding -> finding.clientId() == null ? "" : finding.clientId())
            .thenComparing(Finding::what);

    private final RealmFacts facts;
    private final DoctorOptions options;
    private final Remedy remedy;

    private Doctor(RealmFacts facts, DoctorOptions options) {
        this.facts = facts;
        this.options = options;
        this.remedy = new Remedy(facts, options.seedFiles());
    }

    /** All findings, the worst first. */
    public static List<Finding> examine(RealmFacts facts, DoctorOptions options) {
        return new Doctor(facts, options).examine();
    }

    private List<Finding> examine() {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new SetupRules(facts, remedy).findings());
        findings.addAll(new RealmRules(facts, remedy).findings());
        findings.addAll(new WireRules(facts, remedy).findings());
        for (ExaminedClient client : facts.examined()) {
            findings.addAll(new PlainSecretRules(client, remedy, options).findings());
            findings.addAll(new HashedSecretRules(client, remedy, options).findings());
            findings.addAll(new PermissionRules(client, remedy).findings());
            findings.addAll(new NetworkRules(client, remedy).findings());
            findings.addAll(new ScopeRules(client, remedy).findings());
            findings.addAll(new GrantRules(client, remedy).findings());
            findings.addAll(new RedirectRules(client, remedy).findings());
            leftTheSeed(client, findings);
        }
        findings.addAll(new DemoSecretRules(facts, remedy).findings());
        return findings.stream().sorted(WORST_FIRST).toList();
    }

    private void leftTheSeed(ExaminedClient client, List<Finding> findings) {
        if (options.seed() == null) {
            return;
        }
        Set<String> known =
                options.seed().clients().stream().map(ClientSeed::clientId).collect(Collectors.toSet());
        String owner = client.state().attributes().getOrDefault(AttributeNames.MANAGED_BY, "");
        if (options.seed().owners().contains(owner) && !known.contains(client.id())) {
            findings.add(client.finding(
                    Rule.LEFT_THE_SEED,
                    AttributeNames.MANAGED_BY,
                    "it belongs to " + Quoted.of(owner) + ", and no file of that owner has it any more",
                    remedy.apply() + " --prune, or put it back into the seed"));
        }
    }
}
