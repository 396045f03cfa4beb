package io.authscape.keycloak.client;

import java.net.http.HttpClient;

/** A redirect carries a secret or a token to wherever it leads, which may be another machine. */
final class Redirects {

    private Redirects() {}

    /** The same client, if it follows none. */
    static HttpClient refused(HttpClient http) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the HTTP client follows redirects (" + http.followRedirects()
                    + "), which may lead a secret or a token astray; build it with Redirect.NEVER");
        }
        return http;
    }
}
