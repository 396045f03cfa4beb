package io.authscape.keycloak.plan.explain;

import io.authscape.keycloak.contract.IpAddress;
import java.util.List;

/**
 * A token request that somebody might make, with the right proof of who the client is.
 *
 * @param scopes in the order of the request, each once
 * @param from where the request comes from, as Keycloak sees it; {@code null} if nobody says
 */
public record TokenQuestion(String clientId, String grantType, List<String> scopes, IpAddress from) {

    static final String CLIENT_CREDENTIALS = "client_credentials";

    public TokenQuestion {
        scopes = scopes.stream().distinct().toList();
    }
}
