package io.authscape.keycloak.secret;

import com.google.auto.service.AutoService;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.SecretMembers;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.ClientAuthenticatorFactory;
import org.keycloak.authentication.authenticators.client.AbstractClientAuthenticator;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * Client authenticator {@value SecretMembers#AUTHENTICATOR}: a client shows one of several secrets, of which Keycloak has
 * only the hashes, in the client's attribute {@value AttributeNames#SECRETS}. It speaks for clients of its own type and for
 * nobody else; the plain secret that Keycloak makes for every client counts for nothing here.
 */
@AutoService(ClientAuthenticatorFactory.class)
public final class HashedSecretAuthenticator extends AbstractClientAuthenticator {

    /** On the event of a login: which of the client's secrets was shown. */
    static final String SECRET_ID = "client_secret_id";

    @Override
    public void authenticateClient(ClientAuthenticationFlowContext context) {
        Optional<PresentedSecret> presented = PresentedSecret.in(context);
        ClientModel client = presented
                .map(shown -> context.getRealm().getClientByClientId(shown.clientId()))
                .filter(this::isOurs)
                .orElse(null);
        if (client == null) {
            context.attempted();
            return;
        }
        context.getEvent().client(client);
        context.setClient(client);
        authenticate(context, client, presented.get());
    }

    /** Public clients have a type, too, which means nothing. */
    private boolean isOurs(ClientModel client) {
        return getId().equals(client.getClientAuthenticatorType()) && !client.isPublicClient();
    }

    private void authenticate(ClientAuthenticationFlowContext context, ClientModel client, PresentedSecret presented) {
        if (!client.isEnabled()) {
            context.failure(AuthenticationFlowError.CLIENT_DISABLED, unauthorized(context));
            return;
        }
        Optional<StoredSecret> known = presented.hasSecret() ? find(client, presented.secret()) : Optional.empty();
        if (known.isEmpty()) {
            context.failure(AuthenticationFlowError.INVALID_CLIENT_CREDENTIALS, unauthorized(context));
            return;
        }
        context.getEvent().detail(SECRET_ID, known.get().id());
        context.success();
    }

    private static Optional<StoredSecret> find(ClientModel client, String secret) {
        return StoredSecrets.read(client.getAttribute(AttributeNames.SECRETS)).at(Instant.now()).stream()
                .filter(stored -> stored.hash().verifies(secret))
                .findFirst();
    }

    /** RFC 6749 section 5.2. */
    private static Response unauthorized(ClientAuthenticationFlowContext context) {
        return Response.status(Response.Status.UNAUTHORIZED)
                .header(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Basic realm=\"" + context.getRealm().getName() + "\"")
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(
                        OAuthErrorException.INVALID_CLIENT, "Invalid client or Invalid client credentials"))
                .build();
    }

    @Override
    public String getId() {
        return SecretMembers.AUTHENTICATOR;
    }

    @Override
    public String getDisplayType() {
        return "AuthScape: hashed secrets";
    }

    @Override
    public String getHelpText() {
        return "Checks 'client_id' and 'client_secret', from the header 'Authorization: Basic' or the form, against the"
                + " hashes in the client's attribute '" + AttributeNames.SECRETS + "', which 'authscape apply' and"
                + " 'authscape rotate' write. The secret that Keycloak shows on this page isn't accepted.";
    }

    /**
     * None: Keycloak would give this type to clients that register themselves for {@code client_secret_basic}, and they
     * would have no secret. Discovery lists the methods that {@code client-secret} has.
     */
    @Override
    public Set<String> getProtocolAuthenticatorMethods(String loginProtocol) {
        return Set.of();
    }

    /** What a client of this type is told when it reads its registration. */
    @Override
    public String getProtocolAuthenticatorMethod(ClientRepresentation client) {
        return OIDCLoginProtocol.CLIENT_SECRET_BASIC;
    }

    /** Keycloak has none to show, to rotate or to generate. */
    @Override
    public boolean supportsSecret() {
        return false;
    }

    @Override
    public boolean isConfigurable() {
        return false;
    }

    @Override
    public AuthenticationExecutionModel.Requirement[] getRequirementChoices() {
        return REQUIREMENT_CHOICES;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public List<ProviderConfigProperty> getConfigPropertiesPerClient() {
        return List.of();
    }

    /** Adapters are configured with a plain secret, which nobody has. */
    @Override
    public Map<String, Object> getAdapterConfiguration(KeycloakSession session, ClientModel client) {
        return Map.of();
    }

    /** The same in Keycloak before 26.6, where the interface has it instead. */
    public Map<String, Object> getAdapterConfiguration(ClientModel client) {
        return Map.of();
    }
}
