package io.authscape.keycloak.token.compare;

import java.net.http.HttpHeaders;

/** What came back, as it came: it may hold tokens. */
record WireReply(int status, HttpHeaders headers, String body) {

    /** Without what may be secret. */
    @Override
    public String toString() {
        return "answer " + status;
    }
}
