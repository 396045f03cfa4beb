package io.authscape.keycloak.secret;

import io.authscape.keycloak.Answers;
import io.authscape.keycloak.contract.AttributeNames;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.events.EventBuilder;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** A request with a client's id and secret as Keycloak brings it to the authenticator, and what that makes of it. */
final class SecretRequest {

    private final Map<String, ClientModel> clients = new HashMap<>();
    private final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
    private final RealmModel realm;
    private final EventBuilder event;
    private ClientModel client;

    /** Null: Keycloak is to ask the next authenticator. */
    AuthenticationFlowError error;

    /** Null: Keycloak words it. */
    Response answer;

    SecretRequest(String disclosure) {
        realm = Answers.of(RealmModel.class, (method, argument) -> switch (method) {
            case "getId", "getName" -> "realm";
            case "isEventsEnabled" -> false;
            case "getEventsListenersStream" -> Stream.empty();
            case "getAttribute" -> "authscape.wire.disclosure".equals(argument) ? disclosure : null;
            case "getClientByClientId" -> clients.get(argument);
            default -> throw new UnsupportedOperationException(method);
        });
        KeycloakSessionFactory factory =
                Answers.of(KeycloakSessionFactory.class, (method, argument) -> switch (method) {
                    case "getProviderFactoriesStream" -> Stream.empty();
                    default -> throw new UnsupportedOperationException(method);
                });
        event = new EventBuilder(realm, Answers.of(KeycloakSession.class, (method, argument) -> switch (method) {
            case "getKeycloakSessionFactory" -> factory;
            default -> throw new UnsupportedOperationException(method);
        }));
    }

    SecretRequest withClient(String id, boolean enabled, String secrets) {
        clients.put(id, Answers.of(ClientModel.class, (method, argument) -> switch (method) {
            case "getId", "getClientId" -> id;
            case "getRealm" -> realm;
            case "isEnabled" -> enabled;
            case "isPublicClient" -> false;
            case "getClientAuthenticatorType" -> "authscape-secret";
            case "getAttribute" -> AttributeNames.SECRETS.equals(argument) ? secrets : null;
            default -> throw new UnsupportedOperationException(method);
        }));
        return this;
    }

    SecretRequest of(String clientId, String secret) {
        form.putSingle("client_id", clientId);
        if (secret != null) {
            form.putSingle("client_secret", secret);
        }
        return this;
    }

    SecretRequest at(HashedSecretAuthenticator authenticator) {
        authenticator.authenticateClient((ClientAuthenticationFlowContext) Proxy.newProxyInstance(
                SecretRequest.class.getClassLoader(),
                new Class<?>[] {ClientAuthenticationFlowContext.class},
                (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getRealm" -> realm;
                        case "getEvent" -> event;
                        case "getHttpRequest" -> request();
                        case "getClient" -> client;
                        case "setClient" -> {
                            client = (ClientModel) arguments[0];
                            yield null;
                        }
                        case "failure" -> {
                            error = (AuthenticationFlowError) arguments[0];
                            answer = (Response) arguments[1];
                            yield null;
                        }
                        case "attempted" -> null;
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                }));
        return this;
    }

    RealmModel realm() {
        return realm;
    }

    /** Whose answer Keycloak takes it for; null: nobody's, and then it sends none. */
    ClientModel client() {
        return client;
    }

    String clientOfTheEvent() {
        return event.getEvent().getClientId();
    }

    private HttpRequest request() {
        HttpHeaders headers = Answers.of(HttpHeaders.class, (method, argument) -> switch (method) {
            case "getRequestHeaders" -> new MultivaluedHashMap<String, String>();
            case "getMediaType" -> MediaType.APPLICATION_FORM_URLENCODED_TYPE;
            default -> throw new UnsupportedOperationException(method);
        });
        return Answers.of(HttpRequest.class, (method, argument) -> switch (method) {
            case "getHttpHeaders" -> headers;
            case "getDecodedFormParameters" -> form;
            default -> throw new UnsupportedOperationException(method);
        });
    }
}
