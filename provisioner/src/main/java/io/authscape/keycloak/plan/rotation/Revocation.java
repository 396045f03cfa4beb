package io.authscape.keycloak.plan.rotation;

import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import java.time.Instant;

/**
 * Takes one secret from a client for ever.
 *
 * @param id the secret's
 * @param now when it is
 */
public record Revocation(String id, Instant now) {

    /**
     * Whether the client could sign in before, and couldn't afterwards. A secret that counts at no time, not yet, or for
     * nobody, takes nothing away with it, and is no substitute either.
     */
    public boolean takesTheLast(SecretList list) {
        return list.secrets().stream().anyMatch(secret -> isMeant(secret) && secret.counts(now))
                && list.secrets().stream().noneMatch(secret -> !isMeant(secret) && secret.counts(now));
    }

    /** The list afterwards; what was revoked before stays so. */
    public SecretList appliedTo(SecretList list) {
        return list.each(secret -> isMeant(secret) && !secret.isRevoked() ? secret.revokedAt(now) : secret);
    }

    private boolean isMeant(HashedSecret secret) {
        return secret.id().equals(id);
    }
}
