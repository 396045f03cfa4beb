package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.SecretStorage;
import java.util.List;
import java.util.Optional;

/**
 * How Keycloak is to keep a client's secrets, and which: what the seed says, else hashed for a new client, and as it
 * stands for one that exists.
 *
 * @param storage {@code null} if its secrets are left as they are, or it has none
 */
record SecretChoice(SecretStorage storage, List<SecretSeed> secrets) {

    private static final SecretChoice UNTOUCHED = new SecretChoice(null, List.of());

    /**
     * @param standing {@code null} for a new client
     */
    static SecretChoice of(ClientSeed client, ClientState standing) {
        if (client.isPublic() || client.hasKeys()) {
            return UNTOUCHED;
        }
        SecretStorage storage = client.secretStorage() == null ? usual(standing) : client.secretStorage();
        if (standing == null || client.hasSecret()) {
            return new SecretChoice(storage, client.secrets());
        }
        boolean turns = storage == SecretStorage.HASHED && standing.provesBySecret() && standing.secret() != null;
        return turns ? new SecretChoice(storage, List.of(SecretSeed.of(standing.secret()))) : UNTOUCHED;
    }

    /** Why the seed's words can't be followed. */
    static Optional<String> refusal(ClientSeed client, ClientState standing) {
        if (client.isPublic() || client.hasKeys()) {
            return Optional.empty();
        }
        if (!client.hasSecret() && client.secretStorage() == SecretStorage.PLAIN && standing.hasHashedSecrets()) {
            return Optional.of(
                    "Keycloak keeps its secrets as hashes, which nobody turns back; give it a 'clientSecret',"
                            + " or write \"secretStorage\": \"hashed\"");
        }
        boolean needsHashes = client.secrets().size() > 1
                || client.secrets().stream().anyMatch(secret -> secret.hash() != null || secret.expires() != null);
        return needsHashes && of(client, standing).storage() == SecretStorage.PLAIN
                ? Optional.of(
                        "Keycloak keeps its secret in plain text, where a hash, a second secret and an end have no"
                                + " place; write \"secretStorage\": \"hashed\"")
                : Optional.empty();
    }

    private static SecretStorage usual(ClientState standing) {
        return standing != null && standing.provesBySecret() ? SecretStorage.PLAIN : SecretStorage.HASHED;
    }
}
