package io.authscape.keycloak.secret;

import java.lang.reflect.Proxy;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.models.ClientModel;

/**
 * Takes the place of a client that isn't there, for as long as Keycloak looks whose answer it sends: of an authenticator
 * that has set no client it sends none, and every exception becomes 401 or 400 ({@code ClientAuthenticationFlow}).
 */
final class StandInClient {

    private StandInClient() {}

    /**
     * A client that has a type and nothing else, and fails whoever asks it for more.
     *
     * @see ClientAuthenticationFlowContext#setClient
     */
    static ClientModel ofType(String authenticator) {
        return (ClientModel) Proxy.newProxyInstance(
                StandInClient.class.getClassLoader(),
                new Class<?>[] {ClientModel.class},
                (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getClientAuthenticatorType" -> authenticator;
                        case "isPublicClient" -> false;
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }
}
