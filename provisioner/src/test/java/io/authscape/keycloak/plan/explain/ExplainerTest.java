package io.authscape.keycloak.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.IpAddress;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.Mapper;
import io.authscape.keycloak.plan.ScopeField;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.plan.UserState;
import io.authscape.keycloak.seed.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order in which it looks, and what it shows; that the words are the server's is for the IT to see. */
class ExplainerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final String HASH = SecretHash.of("hunter2hunter2").text();

    private final Map<ClientField, String> fields = new HashMap<>(Map.of(
            ClientField.PROTOCOL, "openid-connect",
            ClientField.ENABLED, "true",
            ClientField.PUBLIC_CLIENT, "false",
            ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-secret",
            ClientField.SERVICE_ACCOUNTS_ENABLED, "true"));
    private final Map<String, String> attributes = new HashMap<>(Map.of(
            "authscape.permissions",
            "{\"v\":1,\"permissions\":[\"ept:token\",\"gt:client_credentials\",\"scp:api1\"]}"));
    private Secret secret = new Secret("hunter2hunter2");
    private Map<String, String> realm = Map.of();
    private Set<String> attached = Set.of("api1");
    private int clientSession;
    private boolean jar = true;
    private boolean lock = true;
    private boolean networkLimits = true;
    private boolean hashedSecrets = true;
    private IpAddress from;
    private List<UserState> users = List.of();

    @Test
    void aGrantedTokenIsShown() {
        attributes.put("authscape.claims", "{\"v\":1,\"claims\":{\"companyId\":\"1\"}}");
        attributes.put("access.token.lifespan", "600");

        Explanation explanation = explain("api1");

        assertThat(explanation.refusal()).isEmpty();
        assertThat(explanation.lifetime()).isEqualTo(600);
        assertThat(explanation.token())
                .containsExactly(
                        Map.entry("sub", "c"),
                        Map.entry("client_id", "c"),
                        Map.entry("aud", List.of("z", "a")),
                        Map.entry("scope", "api1"),
                        Map.entry("oi_prst", "c"),
                        Map.entry("companyId", "1"));
    }

    @Test
    void aRefusedOneIsNot() {
        assertThat(explain("api2").token()).isEmpty();
    }

    @Test
    void anUnknownScopeComesBeforeTheClientExceptInAQuietRealm() {
        fields.put(ClientField.ENABLED, "false");
        assertThat(refusal("nothing")).isEqualTo(WireWords.SCOPE_UNKNOWN);

        realm = Map.of("authscape.wire.disclosure", "quiet");
        assertThat(refusal("nothing")).isEqualTo(WireWords.CREDENTIALS_INVALID);
    }

    @Test
    void endpointThenGrantThenScope() {
        permit();
        assertThat(refusal("api1")).isEqualTo(WireWords.TOKEN_ENDPOINT);
        permit("ept:token");
        assertThat(refusal("api1")).isEqualTo(WireWords.GRANT_TYPE);
        permit("ept:token", "gt:client_credentials");
        assertThat(refusal("offline_access", "api1")).isEqualTo(WireWords.OFFLINE_ACCESS);
        assertThat(refusal("api1")).isEqualTo(WireWords.SCOPE);
        realm = Map.of("authscape.wire.disallowed-scope", "invalid_scope");
        assertThat(refusal("api1")).isEqualTo(WireWords.SCOPE_AS_RFC);
    }

    @Test
    void aListOfAnotherVersionAllowsNothing() {
        attributes.put("authscape.permissions", "{\"v\":2,\"permissions\":[\"ept:token\"]}");
        assertThat(refusal()).isEqualTo(WireWords.TOKEN_ENDPOINT);
    }

    @Test
    void anAddressIsInsideOrOutside() {
        attributes.put("authscape.networks", "{\"v\":1,\"networks\":[\"10.0.0.0/8\",\"2001:db8::/32\"]}");

        assertThat(explain("api1").refusal()).isEmpty();
        assertThat(explain("api1").steps())
                .extracting(Step::text)
                .contains("it gets tokens only from 10.0.0.0/8, 2001:db8::/32: --from ADDRESS tells whether one is"
                        + " inside");
        from = IpAddress.parse("::ffff:10.1.2.3").orElseThrow();
        assertThat(explain("api1").refusal()).isEmpty();
        assertThat(explain("api1").steps())
                .extracting(Step::text)
                .contains("10.1.2.3 is in its networks, 10.0.0.0/8, 2001:db8::/32");
        from = IpAddress.parse("203.0.113.9").orElseThrow();
        assertThat(refusal("api1")).isEqualTo(WireWords.NETWORK);
        assertThat(refusal("api2")).as("permissions come first").isEqualTo(WireWords.SCOPE);
    }

    @Test
    void aClientWithoutNetworksIsNotAskedWhereItIs() {
        from = IpAddress.parse("203.0.113.9").orElseThrow();

        assertThat(explain("api1").refusal()).isEmpty();
        assertThat(explain("api1").steps()).extracting(Step::text).noneMatch(text -> text.contains("network"));
    }

    @Test
    void networksThatCannotBeReadAllowNothing() {
        attributes.put("authscape.networks", "{\"v\":1,\"networks\":[\"10.0.0.1/8\"]}");
        assertThat(refusal("api1")).isEqualTo(WireWords.NETWORK);
    }

    @Test
    void networksThatNobodyLooksAtAreTold() {
        attributes.put("authscape.networks", "{\"v\":1,\"networks\":[\"10.0.0.0/8\"]}");
        from = IpAddress.parse("203.0.113.9").orElseThrow();
        networkLimits = false;

        assertThat(explain("api1").refusal()).isEmpty();
        assertThat(explain("api1").warnings())
                .contains("it has networks, and no client policy keeps it to them; run 'authscape setup'");
    }

    @Test
    void withoutTheLockOnlyKeycloakRefuses() {
        lock = false;
        permit("gt:client_credentials");

        Explanation open = explain("api1");
        assertThat(open.refusal()).isEmpty();
        assertThat(open.warnings())
                .contains(
                        "it lacks the permission 'ept:token', and nobody looks",
                        "the realm lacks AuthScape's client policy: permissions are not enforced; run 'authscape setup'");

        attached = Set.of();
        assertThat(refusal("api1"))
                .as("Keycloak refuses, and the list names the row")
                .isEqualTo(WireWords.TOKEN_ENDPOINT);
    }

    @Test
    void withoutTheJarNobodyAnswers() {
        jar = false;
        assertThat(refusal("api1")).isEqualTo(WireWords.NO_ENDPOINT);
    }

    @Test
    void aClientWithoutProofIsTold() {
        secret = null;
        assertThat(refusal()).isEqualTo(WireWords.CREDENTIALS_INVALID);
        fields.put(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-jwt");
        assertThat(refusal()).isEqualTo(WireWords.KEY_UNKNOWN);
        attributes.put("jwks.string", "{}");
        assertThat(explain().refusal()).isEmpty();
    }

    @Test
    void itActsAsTheOneEnabledUser() {
        attributes.put("authscape.acts-as", "7");
        assertThat(refusal()).isEqualTo(WireWords.ACTS_AS_NOBODY);
        users = List.of(new UserState("kim", false));
        assertThat(refusal()).isEqualTo(WireWords.ACTS_AS_NOBODY);
        users = List.of(new UserState("kim", true), new UserState("lee", true));
        assertThat(refusal()).isEqualTo(WireWords.ACTS_AS_NOBODY);
        users = List.of(new UserState("kim", true));
        assertThat(explain().token()).containsEntry("sub", "7");
        attributes.put("authscape.subject", "keycloak");
        assertThat(refusal()).isEqualTo(WireWords.SUBJECT_CONTRADICTION);
    }

    @Test
    void keycloaksErrorsAreNoted() {
        realm = Map.of("authscape.wire.errors", "keycloak");
        Explanation explanation = explain("api1");
        assertThat(explanation.refusal()).isEmpty();
        assertThat(explanation.warnings()).singleElement().asString().contains("Keycloak's own words");
    }

    @Test
    void whoProvesItselfOtherwiseIsNotPromisedAToken() {
        fields.put(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-x509");
        assertThat(refusal("api1")).isEqualTo(WireWords.CREDENTIALS_INVALID);
    }

    @Test
    void aBearerOnlyClientGetsNoToken() {
        fields.put(ClientField.BEARER_ONLY, "true");
        assertThat(refusal("api1")).isEqualTo(WireWords.BEARER_ONLY);
        secret = null;
        assertThat(refusal("api1")).as("the proof comes first").isEqualTo(WireWords.CREDENTIALS_INVALID);
    }

    @Test
    void noTokenOutlivesItsSession() {
        attributes.put("access.token.lifespan", "86400");
        assertThat(explain("api1").lifetime()).isEqualTo(36_000);
        assertThat(explain("api1").warnings())
                .containsExactly("its tokens should live for 86400 seconds, but they end with the session, whose"
                        + " longest time the realm sets");

        clientSession = 7200;
        assertThat(explain("api1").lifetime()).isEqualTo(7200);
        attributes.put("client.session.max.lifespan", "1800");
        assertThat(explain("api1").lifetime()).isEqualTo(1800);
        attributes.put("access.token.lifespan", "-1");
        assertThat(explain("api1").lifetime()).isEqualTo(1800);
    }

    private void permit(String... permissions) {
        attributes.put(
                "authscape.permissions",
                "{\"v\":1,\"permissions\":["
                        + String.join(
                                ",",
                                List.of(permissions).stream()
                                        .map(permission -> '"' + permission + '"')
                                        .toList())
                        + "]}");
    }

    @Test
    void aHashedSecretThatCountsIsEnough() {
        hashed(
                secret("default"),
                secret("next").expiring(NOW.plusSeconds(60)),
                secret("old").revokedAt(NOW));
        assertThat(explain("api1").steps())
                .extracting(Step::text)
                .contains(
                        "the realm takes hashed secrets",
                        "it proves itself by a hashed secret: 'default', 'next' until 2026-11-23T20:01:00Z; Keycloak's"
                                + " own plain one doesn't count");
        assertThat(explain("api1").refusal()).isEmpty();
    }

    @Test
    void secretsThatDoNotCountAreToldWithTheirReasons() {
        hashed(
                secret("a").revokedAt(NOW.minusSeconds(60)),
                secret("b").expiring(NOW),
                new HashedSecret("c", HASH, NOW, NOW.plusSeconds(60), null, null, null, false, null),
                HashedSecret.of("d", "no hash", NOW));
        Step refusal = explain("api1").refusal().orElseThrow();
        assertThat(refusal.text())
                .isEqualTo("none of its secrets counts: 'a' was revoked at 2026-11-23T19:59:00Z, 'b' ended at"
                        + " 2026-11-23T20:00:00Z, 'c' begins at 2026-11-23T20:01:00Z, 'd' has a hash that nobody can"
                        + " read");
        assertThat(refusal.refusal()).isEqualTo(WireWords.CREDENTIALS_INVALID);

        attributes.put("authscape.secrets", "nonsense");
        assertThat(explain("api1").refusal().orElseThrow().text())
                .isEqualTo("none of its secrets counts: it has none that can be read");
    }

    @Test
    void hashedSecretsNeedTheAuthenticator() {
        hashed(secret("default"));
        hashedSecrets = false;
        assertThat(explain("api1").refusal().orElseThrow().text())
                .isEqualTo("the realm's client-authentication flow lacks 'authscape-secret', or has it switched off");
        jar = false;
        assertThat(explain("api1").steps())
                .extracting(Step::text)
                .contains("its secrets are hashed, which only AuthScape's provider jar can read, and it is missing");
    }

    private void hashed(HashedSecret... secrets) {
        fields.put(ClientField.CLIENT_AUTHENTICATOR_TYPE, "authscape-secret");
        attributes.put("authscape.secrets", new SecretList(List.of(secrets)).text());
    }

    private static HashedSecret secret(String id) {
        return HashedSecret.of(id, HASH, NOW);
    }

    private WireWords refusal(String... scopes) {
        return explain(scopes).refusal().orElseThrow().refusal();
    }

    private Explanation explain(String... scopes) {
        ClientState client = new ClientState("c", fields, attributes, secret, Set.of("authscape"), attached);
        return Explainer.explain(
                new TokenQuestion("c", "client_credentials", List.of(scopes), from),
                new ServerFacts(jar, lock, networkLimits, hashedSecrets, NOW, true, realm, 3600, 36_000, clientSession),
                new ClientFacts(client, false, users, Map.of("api1", api1(), "api2", scope("api2", List.of()))));
    }

    private static ScopeState api1() {
        return scope("api1", List.of(audience("a", "1"), audience("z", "0")));
    }

    private static ScopeState scope(String name, List<Mapper> mappers) {
        return new ScopeState(
                name, Map.of(ScopeField.PROTOCOL, "openid-connect"), Map.of("authscape.managed-by", "it"), mappers);
    }

    private static Mapper audience(String audience, String position) {
        return new Mapper(
                "audience-" + audience,
                "oidc-audience-mapper",
                Map.of("included.custom.audience", audience, "authscape.position", position));
    }
}
