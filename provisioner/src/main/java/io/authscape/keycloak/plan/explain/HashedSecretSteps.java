package io.authscape.keycloak.plan.explain;

import io.authscape.keycloak.contract.SecretMembers;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.seed.Quoted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a client can prove itself by one of its hashed secrets. */
final class HashedSecretSteps {

    private HashedSecretSteps() {}

    static List<Step> of(ServerFacts server, ClientState client) {
        List<Step> steps = new ArrayList<>();
        steps.add(Step.of(
                server.jar() && server.hashedSecrets(),
                "the realm takes hashed secrets",
                server.jar()
                        ? "the realm's client-authentication flow lacks '" + SecretMembers.AUTHENTICATOR
                                + "', or has it switched off"
                        : "its secrets are hashed, which only AuthScape's provider jar can read, and it is missing",
                WireWords.CREDENTIALS_INVALID,
                server.jar()
                        ? "run 'authscape setup'"
                        : "copy authscape-keycloak-spi.jar to the server's folder 'providers'"));
        SecretList secrets = SecretList.read(client.attributes());
        List<HashedSecret> counting = secrets.secrets().stream()
                .filter(secret -> counts(secret, server.now()))
                .toList();
        steps.add(Step.of(
                !counting.isEmpty(),
                "it proves itself by a hashed secret: "
                        + counting.stream().map(HashedSecretSteps::told).collect(Collectors.joining(", "))
                        + "; Keycloak's own plain one doesn't count",
                "none of its secrets counts: " + reasons(secrets, server.now()),
                WireWords.CREDENTIALS_INVALID,
                "give it a 'clientSecret' in the seed and run apply, or run 'authscape rotate'"));
        return steps;
    }

    private static boolean counts(HashedSecret secret, Instant now) {
        return secret.isAlive(now)
                && (secret.notBefore() == null || !now.isBefore(secret.notBefore()))
                && secret.parsed().isPresent();
    }

    private static String told(HashedSecret secret) {
        return Quoted.of(secret.id()) + (secret.expires() == null ? "" : " until " + secret.expires());
    }

    private static String reasons(SecretList secrets, Instant now) {
        return secrets.secrets().isEmpty()
                ? "it has none that can be read"
                : secrets.secrets().stream()
                        .map(secret -> Quoted.of(secret.id()) + " " + reason(secret, now))
                        .collect(Collectors.joining(", "));
    }

    private static String reason(HashedSecret secret, Instant now) {
        if (secret.isRevoked()) {
            return "was revoked at " + secret.revoked();
        }
        if (!secret.isAlive(now)) {
            return "ended at " + secret.expires();
        }
        return secret.parsed().isPresent() ? "begins at " + secret.notBefore() : "has a hash that nobody can read";
    }
}
