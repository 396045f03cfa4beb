package io.authscape.keycloak.examples.jakarta;

import io.authscape.keycloak.client.AccessToken;
import io.authscape.keycloak.client.ServiceAuthenticator;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

/**
 * Sends the service's token: {@code ClientBuilder.newClient().register(new ServiceTokenFilter(authenticator))}, or, by
 * MicroProfile as in Quarkus, {@code RestClientBuilder.newBuilder().register(…)}. A filter can't repeat a call, so one that
 * is refused with 401 stays refused, and the next one brings another token. For clients of one API only: it gives its token
 * to whomever the client talks to.
 */
public final class ServiceTokenFilter implements ClientRequestFilter, ClientResponseFilter {

    private static final String TOKEN = ServiceTokenFilter.class.getName();

    private final ServiceAuthenticator authenticator;

    public ServiceTokenFilter(ServiceAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public void filter(ClientRequestContext request) {
        AccessToken token = authenticator.getToken();
        request.setProperty(TOKEN, token);
        request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token.value());
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (response.getStatus() == Status.UNAUTHORIZED.getStatusCode()
                && request.getProperty(TOKEN) instanceof AccessToken refused) {
            // Whether the next token would do is seen at the next call.
            boolean unused = authenticator.forget(refused, authenticator.scopes());
        }
    }
}
