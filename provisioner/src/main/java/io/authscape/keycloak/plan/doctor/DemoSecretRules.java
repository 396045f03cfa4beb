package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.seed.DemoSecrets;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.Shell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The secrets that AuthScape's own documents print, kept in plain text or as hashes. */
final class DemoSecretRules {

    /**
     * To compare with a slow hash is work: so many rounds take some three seconds of one core. Fast hashes are compared in
     * any case.
     */
    private static final long MOST_ROUNDS = 10_000_000;

    private final RealmFacts facts;
    private final Remedy remedy;
    private long rounds;

    DemoSecretRules(RealmFacts facts, Remedy remedy) {
        this.facts = facts;
        this.remedy = remedy;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        // The documents' own clients first, while there are rounds left.
        List<ExaminedClient> clients = facts.examined().stream()
                .sorted(Comparator.comparing(client -> !DemoSecrets.CLIENTS.contains(client.id())))
                .toList();
        for (ExaminedClient client : clients) {
            Secret plain = client.state().secret();
            if (client.state().provesBySecret() && plain != null && DemoSecrets.PRINTED.contains(plain.reveal())) {
                findings.add(finding(client, "secret", plain(client)));
            } else if (client.isHashed()) {
                List<HashedSecret> printed =
                        client.working().stream().filter(this::isPrinted).toList();
                if (!printed.isEmpty()) {
                    findings.add(finding(client, AttributeNames.SECRETS, hashed(client, printed)));
                }
            }
        }
        return findings;
    }

    private String plain(ExaminedClient client) {
        return client.isSeeded()
                ? another()
                : "kcadm.sh create clients/" + facts.clientIds().getOrDefault(client.id(), "ID") + "/client-secret -r "
                        + Shell.word(facts.realm());
    }

    /** Keycloak can't replace a hash, and a new secret beside it leaves it in force. */
    private String hashed(ExaminedClient client, List<HashedSecret> printed) {
        return client.isSeeded()
                ? another() + ", then: " + joined(printed, id -> remedy.revokeOlder(client, id))
                : joined(printed, id -> remedy.revoke(client, id));
    }

    private String another() {
        return "refer to another secret in the seed, then: " + remedy.apply();
    }

    private static String joined(List<HashedSecret> secrets, UnaryOperator<String> command) {
        return secrets.stream().map(HashedSecret::id).map(command).collect(Collectors.joining("; "));
    }

    private boolean isPrinted(HashedSecret secret) {
        SecretHash hash = secret.parsed().orElseThrow();
        if (hash.rounds() > 1) {
            rounds += hash.rounds() * DemoSecrets.PRINTED.size();
            if (rounds > MOST_ROUNDS) {
                return false;
            }
        }
        return DemoSecrets.PRINTED.stream().anyMatch(hash::verifies);
    }

    /** On a machine that nobody else reaches it does no harm: {@code ./authscape up} runs so. */
    private Finding finding(ExaminedClient client, String field, String fix) {
        Finding finding =
                client.finding(Rule.DEMO_SECRET, field, "its secret is one that AuthScape's documents print", fix);
        return facts.loopback() ? finding.as(Severity.INFO) : finding;
    }
}
