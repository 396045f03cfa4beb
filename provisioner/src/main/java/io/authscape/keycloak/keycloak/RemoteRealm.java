package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.RealmQuery;
import io.authscape.keycloak.plan.RealmState;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** One realm of a running Keycloak, reached through its Admin REST API. */
public final class RemoteRealm implements AutoCloseable {

    private static final int CONNECT_SECONDS = 10;
    private static final int ANSWER_SECONDS = 60;

    private final Keycloak keycloak;
    private final URI server;
    private final String realm;
    private final String authRealm;

    private RemoteRealm(Keycloak keycloak, URI server, String realm, String authRealm) {
        this.keycloak = keycloak;
        this.server = server;
        this.realm = realm;
        this.authRealm = authRealm;
    }

    /**
     * Signs in.
     *
     * @param server Keycloak's base URI, without a slash at its end
     * @throws KeycloakFailure if there is no answer or the credentials are wrong
     */
    public static RemoteRealm open(URI server, String realm, Login login) {
        Client http = ClientBuilder.newBuilder()
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .register(JacksonProvider.class, 100)
                .build();
        KeycloakBuilder builder = KeycloakBuilder.builder()
                .resteasyClient(http)
                .serverUrl(server.toString())
                .realm(login.realm())
                .clientId(login.clientId());
        if (login.clientSecret() != null) {
            builder.clientSecret(login.clientSecret().reveal());
        }
        if (login.username() == null) {
            builder.grantType(OAuth2Constants.CLIENT_CREDENTIALS);
        } else {
            builder.grantType(OAuth2Constants.PASSWORD)
                    .username(login.username())
                    .password(login.password().reveal());
        }
        Keycloak keycloak = builder.build();
        try {
            signIn(keycloak, login.realm());
        } catch (KeycloakFailure e) {
            keycloak.close();
            throw e;
        }
        return new RemoteRealm(keycloak, server, realm, login.realm());
    }

    private static void signIn(Keycloak keycloak, String realm) {
        String doing = "sign in to realm '" + realm + "'";
        try {
            Calls.run(doing, () -> keycloak.tokenManager().getAccessToken());
        } catch (KeycloakFailure e) {
            // The token endpoint says 400 to a wrong password in some cases, and 401 in others.
            boolean badRequest = e.getMessage().contains("answered 400");
            throw badRequest ? new KeycloakFailure(Kind.NOT_ALLOWED, e.getMessage()) : e;
        }
    }

    /**
     * Reads all client scopes, and what else is asked for.
     *
     * @throws KeycloakFailure if there is no answer, or the account may not read it
     */
    public RealmState read(RealmQuery query) {
        RealmState state = reader().read(query);
        return ProviderJar.isOn(setupApi(), authRealm) ? state : state.withoutJar();
    }

    /**
     * Finds out before the first write whether the account may do what the plan needs beyond {@code manage-clients}.
     *
     * @throws KeycloakFailure if it may not
     */
    public void checkRights(Plan plan) {
        if (plan.needsLock()) {
            setup().requireLock();
        }
        if (plan.writesRoles()) {
            new RoleWriter(keycloak.realm(realm), List.of()).checkRight();
        }
    }

    /**
     * Carries a plan out and looks afterwards whether Keycloak took it. What Keycloak refuses is told to the progress,
     * and the rest is done all the same.
     *
     * @throws KeycloakFailure if going on makes no sense: no answer, or not allowed
     * @throws IllegalArgumentException if the plan has refusals
     */
    public void carryOut(Plan plan, Progress progress) {
        if (plan.isRefused()) {
            throw new IllegalArgumentException("a refused plan can't be carried out");
        }
        new PlanApplier(keycloak.realm(realm), reader(), progress).apply(plan);
    }

    private RealmReader reader() {
        URI pages =
                UriBuilder.fromUri(server).path("admin/realms/{realm}/clients").build(realm);
        return new RealmReader(keycloak.realm(realm), keycloak.proxy(ClientPages.class, pages), realm);
    }

    /**
     * Reads everything that the realm has: all roles, client scopes and clients.
     *
     * @throws KeycloakFailure if there is no answer, or the account may not read it
     */
    public RealmState readAll() {
        RealmState state = reader().readAll();
        return ProviderJar.isOn(setupApi(), authRealm) ? state : state.withoutJar();
    }

    /** Looks at what counts for token requests. */
    public TokenFacts tokenFacts() {
        return new TokenFacts(keycloak.realm(realm), reader(), setupApi(), realm, authRealm);
    }

    /** What the realm itself needs before a plan can be carried out in it. */
    public RealmSetup setup() {
        return new RealmSetup(keycloak, setupApi(), realm, authRealm);
    }

    private SetupApi setupApi() {
        return keycloak.proxy(SetupApi.class, server);
    }

    @Override
    public void close() {
        keycloak.close();
    }
}
