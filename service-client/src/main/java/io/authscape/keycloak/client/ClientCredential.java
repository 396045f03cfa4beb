package io.authscape.keycloak.client;

import java.util.Map;

/** What a client proves by that it is itself. */
interface ClientCredential {

    /**
     * The parameters of the token request that prove it.
     *
     * @param audience whom a proof is made for, unless it was made for somebody else on purpose
     * @throws RuntimeException whatever the supplier of a secret throws
     */
    Map<String, String> parameters(String clientId, String audience);

    /** Whether there is another secret by now than the one that was sent. */
    boolean isNewerThan(Map<String, String> sent);
}
