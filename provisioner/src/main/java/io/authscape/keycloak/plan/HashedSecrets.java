package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.SecretMembers;
import io.authscape.keycloak.seed.Quoted;
import java.util.Collection;
import java.util.Optional;

/** Whether clients of the realm can sign in by hashed secrets, as far as the account is shown. */
public enum HashedSecrets {
    ACCEPTED,
    /** The realm's client-authentication flow lacks our authenticator, or has it switched off. */
    NOT_ACCEPTED,
    /** The account may not look. */
    NOT_SHOWN;

    /** Why the clients can't be made so here. */
    Optional<Refusal> refusal(String realm, Collection<ClientChange> clients) {
        return this == NOT_ACCEPTED && concerns(clients)
                ? Optional.of(new Refusal(
                        "realm " + Quoted.of(realm),
                        "its client-authentication flow lacks AuthScape's authenticator '" + SecretMembers.AUTHENTICATOR
                                + "', so no client could sign in by a hashed secret; run 'authscape setup'"))
                : Optional.empty();
    }

    /** What whoever carries the plan out has to know. */
    Optional<String> note(Collection<ClientChange> clients) {
        return this == NOT_SHOWN && concerns(clients)
                ? Optional.of("whether the realm's clients can sign in by hashed secrets couldn't be seen: to read its"
                        + " client-authentication flow needs 'view-realm'")
                : Optional.empty();
    }

    private static boolean concerns(Collection<ClientChange> clients) {
        return clients.stream().anyMatch(client -> client.desired().isHashed());
    }
}
