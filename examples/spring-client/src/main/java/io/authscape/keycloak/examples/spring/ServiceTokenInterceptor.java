package io.authscape.keycloak.examples.spring;

import io.authscape.keycloak.client.AccessToken;
import io.authscape.keycloak.client.ServiceAuthenticator;
import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends the service's token, and once another one if the API refuses the first:
 * {@code RestClient.builder().requestInterceptor(interceptor)}. For clients of one API only: it gives its token to
 * whomever the client talks to.
 */
public final class ServiceTokenInterceptor implements ClientHttpRequestInterceptor {

    private final ServiceAuthenticator authenticator;

    public ServiceTokenInterceptor(ServiceAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        AccessToken token = authenticator.getToken();
        request.getHeaders().setBearerAuth(token.value());
        ClientHttpResponse response = execution.execute(request, body);
        if (response.getStatusCode() != HttpStatus.UNAUTHORIZED
                || !authenticator.forget(token, authenticator.scopes())) {
            return response;
        }
        response.close();
        request.getHeaders().setBearerAuth(authenticator.getToken().value());
        return execution.execute(request, body);
    }
}
