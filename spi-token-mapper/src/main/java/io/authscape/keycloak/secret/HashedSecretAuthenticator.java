package io.authscape.keycloak.secret;

import com.google.auto.service.AutoService;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.SecretMembers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.ClientAuthenticatorFactory;
import org.keycloak.authentication.authenticators.client.AbstractClientAuthenticator;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * Client authenticator {@value SecretMembers#AUTHENTICATOR}: a client shows one of several secrets, of which Keycloak has
 * only the hashes, in the client's attribute {@value AttributeNames#SECRETS}. It speaks for clients of its own type and for
 * nobody else; the plain secret that Keycloak makes for every client counts for nothing here.
 */
@AutoService(ClientAuthenticatorFactory.class)
public final class HashedSecretAuthenticator extends AbstractClientAuthenticator {

    private static final Logger LOG = Logger.getLogger(HashedSecretAuthenticator.class);

    private final SecretCheck check;
    private final BusyLog busy = new BusyLog(LOG);

    public HashedSecretAuthenticator() {
        this(new SecretCheck());
    }

    HashedSecretAuthenticator(SecretCheck check) {
        this.check = check;
    }

    @Override
    public void authenticateClient(ClientAuthenticationFlowContext context) {
        Optional<PresentedSecret> presented = PresentedSecret.in(context);
        ClientModel client = presented
                .map(shown -> context.getRealm().getClientByClientId(shown.clientId()))
                .orElse(null);
        try {
            if (client != null && isOurs(client)) {
                authenticate(context, client, presented.get());
            } else {
                passOn(context, client, presented);
            }
        } catch (HashingBusyException tooMany) {
            turnAway(context, presented.get(), tooMany);
        }
    }

    /** Keycloak sends no answer on behalf of a client that isn't there. */
    private void turnAway(
            ClientAuthenticationFlowContext context, PresentedSecret presented, HashingBusyException tooMany) {
        busy.told();
        HashingMetrics.turnedAway();
        if (context.getClient() == null) {
            context.getEvent().client(presented.clientId());
            context.setClient(StandInClient.ofType(getId()));
        }
        context.getEvent().detail(Details.REASON, tooMany.getMessage());
        context.failure(AuthenticationFlowError.GENERIC_AUTHENTICATION_ERROR, SecretAnswer.busy());
    }

    /** Public clients have a type, too, which means nothing. */
    private boolean isOurs(ClientModel client) {
        return getId().equals(client.getClientAuthenticatorType()) && !client.isPublicClient();
    }

    private void authenticate(ClientAuthenticationFlowContext context, ClientModel client, PresentedSecret presented)
            throws HashingBusyException {
        context.getEvent().client(client);
        context.setClient(client);
        if (!client.isEnabled()) {
            if (presented.hasSecret()) {
                pretendIfQuiet(context.getRealm(), ClientKey.of(client), presented.secret());
            }
            refuse(context, AuthenticationFlowError.CLIENT_DISABLED);
            return;
        }
        Optional<StoredSecret> known =
                presented.hasSecret() ? find(context.getRealm(), client, presented.secret()) : Optional.empty();
        if (known.isEmpty()) {
            refuse(context, AuthenticationFlowError.INVALID_CLIENT_CREDENTIALS);
            return;
        }
        context.getEvent().detail(SecretMembers.EVENT_DETAIL, known.get().id());
        context.success();
    }

    private Optional<StoredSecret> find(RealmModel realm, ClientModel client, String secret)
            throws HashingBusyException {
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        ClientKey key = ClientKey.of(client);
        Verdict verdict = check.check(key, client.getAttribute(AttributeNames.SECRETS), secret, now);
        if (!verdict.isRight() && verdict.atOnce()) {
            pretendIfQuiet(realm, key, secret);
        }
        return verdict.secret();
    }

    /** In a quiet realm what is known at once takes its time. */
    private void pretendIfQuiet(RealmModel realm, ClientKey client, String secret) throws HashingBusyException {
        if (Disclosure.isQuiet(realm)) {
            check.pretend(client, secret);
        }
    }

    /** In a quiet realm the answer is Keycloak's own, word for word, as it gives it for a client that isn't there. */
    private static void refuse(ClientAuthenticationFlowContext context, AuthenticationFlowError error) {
        RealmModel realm = context.getRealm();
        context.failure(error, Disclosure.isQuiet(realm) ? null : SecretAnswer.unauthorized(realm));
    }

    /** Somebody else's client, or nobody's: in a quiet realm the time that it takes doesn't tell that there is none. */
    private void passOn(
            ClientAuthenticationFlowContext context, ClientModel client, Optional<PresentedSecret> presented)
            throws HashingBusyException {
        if (client == null && presented.filter(PresentedSecret::hasSecret).isPresent()) {
            PresentedSecret shown = presented.get();
            RealmModel realm = context.getRealm();
            pretendIfQuiet(realm, ClientKey.ofUnknown(realm, shown.clientId()), shown.secret());
        }
        context.attempted();
    }

    @Override
    public String getId() {
        return SecretMembers.AUTHENTICATOR;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        HashingMetrics.begin();
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
