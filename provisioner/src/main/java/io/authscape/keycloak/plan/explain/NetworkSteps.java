package io.authscape.keycloak.plan.explain;

import io.authscape.keycloak.plan.NetworkList;

/** Whether a client gets tokens where it is. */
final class NetworkSteps {

    private NetworkSteps() {}

    static Step of(TokenQuestion question, NetworkList allowed) {
        if (!allowed.isReadable()) {
            return new Step(
                    "its networks can't be read, or there are none, and so it gets no tokens",
                    WireWords.NETWORK,
                    "run apply with the client's 'allowedNetworks' in the seed");
        }
        String networks = allowed.words();
        if (question.from() == null) {
            return Step.passed("it gets tokens only from " + networks + ": --from ADDRESS tells whether one is inside");
        }
        return Step.of(
                allowed.contains(question.from()),
                question.from() + " is in its networks, " + networks,
                question.from() + " is not in its networks, " + networks,
                WireWords.NETWORK,
                "add the address or its network to the client's 'allowedNetworks' in the seed, and apply it; behind a"
                        + " proxy, see whether Keycloak is told of the caller's address ('proxy-headers')");
    }
}
