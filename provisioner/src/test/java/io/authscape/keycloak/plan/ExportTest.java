package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.plan.PlanOptions.Permit;
import io.authscape.keycloak.plan.RealmState.Coverage;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.seed.SeedReader;
import io.authscape.keycloak.seed.SeedText;
import io.authscape.keycloak.seed.SeedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A seed carried out in an imagined Keycloak, exported, and planned again. */
class ExportTest {

    /** One per member of the format and per value that it may have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"displayName\": \"A ${b} c\"",
                "\"displayName\": \"$${{b}\"",
                "\"description\": \"d\"",
                "\"clientType\": \"public\"",
                "\"permissions\": []",
                "\"permissions\": [\"ept:token\", \"gt:client_credentials\", \"scp:api1\"]",
                "\"permissions\": [\"ept:logout\", \"gt:authorization_code\", \"gt:refresh_token\", \"scp:email\", \"scp:openid\"]",
                "\"permissions\": [\"ept:token\", \"gt:implicit\", \"gt:password\", \"rst:id_token token\", \"aud:x\"]",
                "\"permissions\": [\"gt:urn:ietf:params:oauth:grant-type:device_code\", \"gt:urn:ietf:params:oauth:grant-type:token-exchange\"]",
                "\"requirements\": [\"ft:pkce\"]",
                "\"requirements\": [\"ft:par\", \"ft:pkce\"], \"permissions\": [\"gt:authorization_code\"]",
                "\"requirements\": []",
                "\"redirectUris\": [\"https://b.example/cb?x=1\", \"https://a.example/cb\"]",
                "\"postLogoutRedirectUris\": [\"https://b.example/out\", \"https://a.example/out\"]",
                "\"postLogoutRedirectUris\": []",
                "\"consentType\": \"explicit\"",
                "\"consentType\": \"implicit\"",
                "\"consentType\": \"external\"",
                "\"consentType\": \"systematic\"",
                "\"settings\": { \"tkn_lft:act\": \"00:00:05\" }",
                "\"settings\": { \"tkn_lft:act\": \"1.00:00:30\", \"tkn_lft:reft\": \"14.00:00:00\" }",
                "\"settings\": { \"tkn_lft:idt\": \"00:20:00\" }",
                "\"settings\": {}",
                "\"claims\": { \"companyId\": \"1\", \"usersRoles\": \"[\\\"${x}\\\"]\" }",
                "\"claims\": {}",
                "\"actsAs\": 9223372036854775807, \"claims\": { \"username\": \"kim\" }",
                "\"subject\": \"keycloak\"",
                "\"allowedNetworks\": [\"10.0.0.0/8\", \"2001:DB8::/32\", \"192.0.2.7\"]",
                "\"allowedNetworks\": []",
                "\"applicationType\": \"native\"",
                "\"displayNames\": { \"de\": \"Netz ${x}\" }",
                "\"properties\": { \"Description\": \"d\", \"team\": { \"n\": 1.10, \"m\": [null, true, \"${y}\"] } }",
                "\"jsonWebKeySet\": { \"keys\": [ { \"kty\": \"EC\", \"crv\": \"P-256\", \"kid\": \"k\", \"x\": \"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\", \"y\": \"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\" } ] }"
            })
    void aMemberOfAClientComesBack(String member) {
        String secret = member.contains("public") || member.contains("jsonWebKeySet")
                ? ""
                : "\"clientSecret\": \"hunter2hunter2\", ";
        comesBack("\"scopes\": [ { \"name\": \"api1\" } ], \"clients\": [ { \"clientId\": \"a/b c\", " + secret
                + member.replace("${", "$${") + " } ]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"displayName\": \"D\"",
                "\"description\": \"d\"",
                "\"resources\": []",
                "\"resources\": [\"z\", \"a\", \"m\", \"k1\", \"k2\", \"k3\", \"k4\", \"k5\", \"k6\", \"k7\", \"k8\"]",
                "\"displayNames\": { \"de\": \"D\" }, \"descriptions\": { \"fr\": \"F\" }",
                "\"properties\": { \"a\": [1, 2.50, { \"b\": null }] }"
            })
    void aMemberOfAScopeComesBack(String member) {
        comesBack("\"scopes\": [ { \"name\": \"orders\", " + member + " } ]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\": 9223372036854775807",
                "\"id\": 1, \"permissions\": []",
                "\"permissions\": [ { \"id\": \"6F1C2D3E-4A5B-4C6D-8E9F-0A1B2C3D4E5F\", \"name\": \"Can edit ${x}\" } ]"
            })
    void aMemberOfARoleComesBack(String member) {
        comesBack("\"roles\": [ { \"name\": \"Admin\", " + member.replace("${", "$${") + " } ]");
    }

    @Test
    void theCapturedClientsComeBack() throws IOException {
        try (InputStream in = ExportTest.class.getResourceAsStream("/io/authscape/keycloak/clients.seed.json")) {
            Seed seed = read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            comesBack(seed);
        }
    }

    @Test
    void secretsAreLeftOutOrReferredTo() {
        Seed seed = seed("\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\","
                + " \"secretStorage\": \"plain\" } ]");
        Seed exported = Export.ofOwner("x", "it", carriedOut(seed));

        assertThat(SeedWriter.write(exported, Map.of())).doesNotContain("clientSecret", "hunter2");
        assertThat(SeedWriter.write(exported, Map.of("c", "${env:C_SECRET}")))
                .contains("\"clientSecret\": \"${env:C_SECRET}\"");
    }

    @Test
    void aHashedSecretIsExportedAsItsHash() {
        RealmState state = carriedOut(seed("\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"x\" } ]"));
        HashedSecret hashed =
                SecretList.read(state.clients().get("c").attributes()).secrets().get(0);

        assertThat(SeedWriter.write(Export.ofOwner("x", "it", state), Map.of()))
                .contains("\"clientSecretHash\": \"" + hashed.hash() + "\"")
                .doesNotContain("clientSecrets");
    }

    @Test
    void severalSecretsComeBackAndThoseThatCountNoMoreDoNot() {
        comesBack("\"clients\": [ { \"clientId\": \"c\", \"clientSecrets\": [ { \"id\": \"a\", \"secret\": \"x\" },"
                + " { \"id\": \"b\", \"secret\": \"y\", \"label\": \"until ${env:SECRET}\", \"expires\":"
                + " \"2999-01-01T00:00:00Z\" } ] } ]");
        HashedSecret secret = HashedSecret.of("a", SecretHash.of("x").text(), PlannedRealm.NOW);
        RealmState state = carriedOut(seed("\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"x\" } ]"));
        Map<String, String> attributes = new HashMap<>(state.clients().get("c").attributes());
        attributes.put(
                "authscape.secrets",
                new SecretList(List.of(
                                secret.revokedAt(PlannedRealm.NOW),
                                secret.expiring(Instant.EPOCH),
                                HashedSecret.of("b", "no hash", PlannedRealm.NOW)))
                        .text());
        ClientState client = state.clients().get("c");
        RealmState gone = RealmState.of(
                Map.of(),
                state.scopes(),
                Map.of("c", new ClientState("c", client.fields(), attributes, null, client.defaultScopes(), Set.of())));

        assertThat(Export.ofOwner("x", "it", gone).clients().get(0).secrets()).isEmpty();
    }

    @Test
    void whatCountsNotYetOrMayNeverIsLeftOutAndTold() {
        RealmState state = carriedOut(seed("\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"x\" } ]"));
        ClientState client = state.clients().get("c");
        Map<String, String> attributes = new HashMap<>(client.attributes());
        String hash = SecretHash.of("y").text();
        Instant later = PlannedRealm.NOW.plusSeconds(60);
        HashedSecret counts = SecretList.read(attributes).secrets().get(0);
        attributes.put(
                "authscape.secrets",
                new SecretList(List.of(
                                counts,
                                HashedSecret.of("rotating", hash, PlannedRealm.NOW)
                                        .pending(true),
                                new HashedSecret(
                                        "waiting", hash, PlannedRealm.NOW, later, null, null, null, false, null)))
                        .text());
        RealmState now = RealmState.of(
                Map.of(),
                state.scopes(),
                Map.of("c", new ClientState("c", client.fields(), attributes, null, client.defaultScopes(), Set.of())));

        Seed exported = Export.ofOwner("x", "it", now);

        assertThat(exported.clients().get(0).secrets())
                .extracting(SecretSeed::hash)
                .containsExactly(counts.hash());
        assertThat(ExportCheck.differences(exported, now))
                .contains(
                        "client 'c': its secret 'rotating' belongs to a rotation that has not finished, and was left out;"
                                + " run 'authscape rotate' again, then export",
                        "client 'c': its secret 'waiting' counts only from " + later
                                + " on, which no seed can say; it was left out");
    }

    @Test
    void onlyWhatTheOwnerHoldsIsExported() {
        RealmState ours = carriedOut(seed("\"scopes\": [ { \"name\": \"s\" } ], \"roles\": [ { \"name\": \"r\" } ],"
                + " \"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\" } ]"));

        assertThat(Export.owners(ours)).containsExactly("it");
        Seed others = Export.ofOwner("x", "others", ours);
        assertThat(others.clients()).isEmpty();
        assertThat(others.scopes()).isEmpty();
        assertThat(others.roles()).isEmpty();
    }

    @Test
    void whatWasChangedByHandIsTold() {
        Seed seed = seed("\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\" } ]");
        RealmState state = carriedOut(seed);
        ClientState drifted = with(state.clients().get("c"), ClientField.FULL_SCOPE_ALLOWED, "true");
        RealmState now = RealmState.of(state.roles(), state.scopes(), Map.of("c", drifted));

        assertThat(ExportCheck.differences(Export.ofOwner("x", "it", now), now))
                .containsExactly("client 'c': an apply would change fullScopeAllowed");
    }

    @Test
    void aDisabledClientIsTold() {
        Seed seed = seed("\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\" } ]");
        RealmState state = carriedOut(seed);
        ClientState disabled = with(state.clients().get("c"), ClientField.ENABLED, "false");
        RealmState now = RealmState.of(state.roles(), state.scopes(), Map.of("c", disabled));

        assertThat(ExportCheck.differences(Export.ofOwner("x", "it", now), now))
                .containsExactly(
                        "client 'c': it is disabled, which no seed can say; in another realm it would be enabled");
    }

    @Test
    void whatNoSeedCanSayIsWarnedOf() {
        RealmState state = RealmState.of(
                Map.of(),
                Map.of("authscape", new ScopeState("authscape", Map.of(), Map.of(), List.of())),
                Map.of(
                        "a",
                                foreign(
                                        "a",
                                        Map.of(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-x509"),
                                        Set.of("b", "a")),
                        "b", foreign("b", Map.of(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-jwt"), Set.of()),
                        "c", foreign("c", Map.of(ClientField.BEARER_ONLY, "true"), Set.of()),
                        "d", foreign("d", Map.of(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-secret"), Set.of())));

        Seed seed = Export.ofClients("x", "it", List.of("a", "b", "c", "d"), state);
        assertThat(ExportCheck.differences(seed, state))
                .contains(
                        "client 'a': how it proves itself ('client-x509') no seed can say; in another realm it would"
                                + " need a secret or a 'jsonWebKeySet'",
                        "client 'a': its own protocol mappers 'a', 'b' no seed can say; in another realm it would lack"
                                + " them",
                        "client 'b': how it proves itself ('client-jwt' with keys at an address or in a certificate) no"
                                + " seed can say; in another realm it would need a secret or a 'jsonWebKeySet'",
                        "client 'c': it is bearer-only and gets no tokens, which no seed can say; in another realm it"
                                + " would get some")
                .noneMatch(line -> line.startsWith("client 'd'") && line.contains("no seed can say"));
        assertThat(List.of("a", "b", "c", "d"))
                .filteredOn(id -> state.clients().get(id).provesBySecret())
                .containsExactly("d");
    }

    private static ClientState foreign(String id, Map<ClientField, String> fields, Set<String> mappers) {
        return new ClientState(id, fields, Map.of(), new Secret("hunter2hunter2"), Set.of("basic"), Set.of(), mappers);
    }

    @Test
    void clientsThatNoSeedCanHoldAreKnown() {
        RealmState state = RealmState.of(
                Map.of(),
                Map.of(),
                Map.of(
                        "account", foreign("account", Map.of(), Set.of()),
                        "s", foreign("s", Map.of(ClientField.PROTOCOL, "saml"), Set.of()),
                        "c", foreign("c", Map.of(), Set.of())));

        assertThat(List.of("account", "s", "c"))
                .filteredOn(
                        id -> ExportCheck.holdsWhatNobodyMay(Export.ofClients("x", "it", List.of(id), state), state))
                .containsExactly("account", "s");
    }

    @Test
    void aForeignClientKeepsWhatItMay() {
        ClientState foreign = new ClientState(
                "own",
                Map.of(
                        ClientField.SERVICE_ACCOUNTS_ENABLED, "true",
                        ClientField.STANDARD_FLOW_ENABLED, "true",
                        ClientField.REDIRECT_URIS, "https://a.example/cb",
                        ClientField.PUBLIC_CLIENT, "false"),
                Map.of("pkce.code.challenge.method", "S256"),
                new Secret("hunter2hunter2"),
                Set.of("basic"),
                Set.of("api1", "email", "phone", "offline_access"));
        RealmState state = RealmState.of(
                Map.of(),
                Map.of(
                        "api1",
                        new ScopeState("api1", Map.of(ScopeField.PROTOCOL, "openid-connect"), Map.of(), List.of())),
                Map.of("own", foreign));

        Seed exported = Export.ofClients("x", "team", List.of("own"), state);

        assertThat(exported.owners()).containsExactly("team");
        assertThat(exported.scopes()).extracting(scope -> scope.name()).containsExactly("api1");
        assertThat(exported.clients()).singleElement().satisfies(client -> {
            assertThat(client.permissions())
                    .containsExactly(
                            "ept:authorization",
                            "ept:end_session",
                            "ept:introspection",
                            "ept:revocation",
                            "ept:token",
                            "gt:authorization_code",
                            "rst:code",
                            "gt:client_credentials",
                            "gt:refresh_token",
                            "scp:api1",
                            "scp:email");
            assertThat(client.requirements()).containsExactly("ft:pkce");
            // Without addresses of its own Keycloak takes the redirect URIs.
            assertThat(client.postLogoutRedirectUris()).containsExactly("https://a.example/cb");
        });
    }

    private static void comesBack(String members) {
        comesBack(seed(members));
    }

    private static void comesBack(Seed seed) {
        RealmState state = carriedOut(seed);
        Seed exported = Export.ofOwner(seed.realm(), seed.owners().get(0), state);

        assertThat(ExportCheck.differences(exported, state)).isEmpty();
        // The file says what the export meant, and makes the same realm of an empty one.
        Map<String, String> secrets = exported.clients().stream()
                .filter(client -> state.clients().get(client.clientId()).provesBySecret())
                .collect(Collectors.toMap(client -> client.clientId(), client -> "${env:SECRET}"));
        Seed read = read(SeedWriter.write(exported, secrets));
        assertThat(withoutSecrets(carriedOut(read))).isEqualTo(withoutSecrets(state));
    }

    private static RealmState withoutSecrets(RealmState state) {
        Map<String, ClientState> clients = state.clients().values().stream()
                .map(client -> new ClientState(
                        client.clientId(),
                        client.fields(),
                        client.attributes(),
                        null,
                        client.defaultScopes(),
                        client.optionalScopes()))
                .collect(Collectors.toMap(ClientState::clientId, Function.identity()));
        return RealmState.of(state.roles(), state.scopes(), clients);
    }

    /** An empty realm with our setup after the seed's plan, as Keycloak would show it. */
    private static RealmState carriedOut(Seed seed) {
        Map<String, ScopeState> before = new HashMap<>();
        for (String name : List.of("authscape", "email", "profile", "roles", "offline_access")) {
            before.put(name, new ScopeState(name, Map.of(ScopeField.PROTOCOL, ScopeMapping.OIDC), Map.of(), List.of()));
        }
        Map<Long, List<UserState>> users = seed.clients().stream()
                .filter(client -> client.actsAs() != null)
                .collect(Collectors.toMap(
                        client -> client.actsAs(), client -> List.of(new UserState("kim", true)), (a, b) -> a));
        Plan plan = Planner.plan(
                seed,
                new RealmState(Map.of(), before, Map.of(), users, Coverage.NAMED, List.of(), PlannedRealm.NOW),
                PlanOptions.permitting(Permit.ACTS_AS));
        assertThat(plan.refusals()).isEmpty();
        return PlannedRealm.after(plan, before);
    }

    private static ClientState with(ClientState client, ClientField field, String value) {
        Map<ClientField, String> fields = new HashMap<>(client.fields());
        fields.put(field, value);
        return new ClientState(
                client.clientId(),
                fields,
                client.attributes(),
                client.secret(),
                client.defaultScopes(),
                client.optionalScopes());
    }

    private static Seed seed(String members) {
        return read("{ \"version\": 1, \"owner\": \"it\", \"realm\": \"x\", " + members + " }");
    }

    private static Seed read(String text) {
        try {
            SeedText source = SeedText.of("seed.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            return new SeedReader(Map.of("SECRET", "hunter2hunter2"))
                    .read(source)
                    .seed()
                    .orElseThrow(() -> new AssertionError("not a valid seed: " + text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
