package io.authscape.keycloak.plan.explain;

import java.util.List;

/**
 * A token request that somebody might make, with the right proof of who the client is.
 *
 * @param scopes in the order of the request, each once
 */
public record TokenQuestion(String clientId, String grantType, List<String> scopes) {

    static final String CLIENT_CREDENTIALS = "client_credentials";

    public TokenQuestion {
        scopes = scopes.stream().distinct().toList();
    }
}
