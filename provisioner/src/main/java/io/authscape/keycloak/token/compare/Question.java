package io.authscape.keycloak.token.compare;

import java.util.Map;

/**
 * One request, the same for both servers.
 *
 * @param method GET, POST or another one
 * @param suffix what follows the endpoint's address, mostly nothing
 * @param headers without those that HTTP itself needs
 * @param body {@value #OWN_TOKEN} in it stands for a token of the asked server; {@code null} for none. It may hold the
 *     secret: for the wire only
 * @param wrongSecret whether the server will note a failed login
 */
record Question(
        String name,
        Endpoint endpoint,
        String method,
        String suffix,
        Map<String, String> headers,
        String body,
        boolean wrongSecret) {

    static final String OWN_TOKEN = "$TOKEN";

    Question {
        headers = Map.copyOf(headers);
    }

    /** Without what may be secret. */
    @Override
    public String toString() {
        return name;
    }
}
