package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.RealmQuery;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
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
     * @param tls what to trust and to show in TLS connections; {@code null} for what the JVM brings
     * @throws KeycloakFailure if there is no answer or the credentials are wrong
     */
    public static RemoteRealm open(URI server, SSLContext tls, String realm, Login login) {
        Keycloak keycloak = client(server, tls, login);
        try {
            Calls.signIn("sign in to realm " + Quoted.of(login.realm()), () -> keycloak.tokenManager()
                    .getAccessToken());
            return new RemoteRealm(keycloak, server, realm, login.realm());
        } catch (KeycloakFailure e) {
            keycloak.close();
            throw e;
        }
    }

    private static Keycloak client(URI server, SSLContext tls, Login login) {
        ClientBuilder http = ClientBuilder.newBuilder()
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                .register(JacksonProvider.class, 100);
        if (tls != null) {
            http.sslContext(tls);
        }
        if (login.clientKey() != null) {
            http.register(new ClientAssertion(server, login));
        }
        KeycloakBuilder builder = KeycloakBuilder.builder()
                .resteasyClient(http.build())
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
        return builder.build();
    }

    /**
     * Reads all client scopes, what else is asked for, and whether the realm enforces the permissions of clients,
     * keeps them to their networks and takes their hashed secrets.
     *
     * @throws KeycloakFailure if there is no answer, or the account may not read it
     */
    public RealmState read(RealmQuery query) {
        RealmState state = reader().read(query);
        if (!ProviderJar.isOn(setupApi(), authRealm)) {
            return state.withoutJar();
        }
        return query.clientIds().isEmpty() ? state : setup().withPolicies(state).with(setup().hashedSecrets());
    }

    /**
     * Finds out before the first write whether the account may do what the plan needs.
     *
     * @throws KeycloakFailure if it may not
     */
    public void checkRights(Plan plan) {
        if (plan.writesClientsOrScopes()) {
            ScopeWriter.checkRight(keycloak.realm(realm).clientScopes());
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
        new PlanApplier(keycloak.realm(realm), reader(), keycloak.proxy(ServiceAccounts.class, clients()), progress)
                .apply(plan);
    }

    private RealmReader reader() {
        return new RealmReader(keycloak.realm(realm), keycloak.proxy(ClientPages.class, clients()), realm);
    }

    private URI clients() {
        return UriBuilder.fromUri(server).path("admin/realms/{realm}/clients").build(realm);
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

    /** Looks the whole realm over. */
    public RealmExamination examination() {
        return new RealmExamination(setup(), reader(), setupApi(), realm, authRealm);
    }

    /** What the realm itself needs before a plan can be carried out in it. */
    public RealmSetup setup() {
        return new RealmSetup(keycloak, setupApi(), realm, authRealm);
    }

    /** The hashed secrets of clients. */
    public SecretLists secretLists() {
        return new SecretLists(keycloak.realm(realm).clients(), reader());
    }

    /** When they were last used. */
    public SecretUse secretUse() {
        return new SecretUse(keycloak.realm(realm), realm);
    }

    private SetupApi setupApi() {
        return keycloak.proxy(SetupApi.class, server);
    }

    @Override
    public void close() {
        keycloak.close();
    }
}
