package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.SecretStorage;
import io.authscape.keycloak.seed.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final Secret SECRET = new Secret("s3cret");
    private static final ScopeSeed API1 = ScopeSeed.of("api1", "API 1", null, List.of("resource_server_1", "rust"));
    private static final ClientSeed SERVICE = ClientSeed.named("service")
            .secret(SECRET)
            .displayName("Service")
            .permissions(List.of("ept:token", "gt:client_credentials", "scp:api1"))
            .build();

    private final Map<String, ScopeState> scopes =
            new HashMap<>(Map.of("authscape", scope("authscape"), "email", scope("email")));
    private final Map<String, ClientState> clients = new HashMap<>();

    @Nested
    class WhatIsMissing {

        @Test
        void aScopeIsMadeWithAnAudienceMapperPerResourceInTheirOrder() {
            ScopeChange change = plan(API1).scopes().get(0);

            assertThat(change.action()).isEqualTo(Action.CREATE);
            assertThat(change.desired().fields()).isEqualTo(Map.of(ScopeField.PROTOCOL, "openid-connect"));
            assertThat(change.desired().attributes())
                    .isEqualTo(Map.of(
                            "authscape.managed-by", "me",
                            "include.in.token.scope", "true",
                            "display.on.consent.screen", "true",
                            "consent.screen.text", "API 1"));
            assertThat(change.desired().mappers())
                    .containsExactly(audience("resource_server_1", 0), audience("rust", 1));
        }

        @Test
        void aServiceIsMade() {
            ClientChange change = plan(API1, SERVICE).clients().get(0);

            assertThat(change.action()).isEqualTo(Action.CREATE);
            assertThat(change.desired())
                    .isEqualTo(new DesiredClient(
                            "service",
                            Map.of(
                                    ClientField.PROTOCOL, "openid-connect",
                                    ClientField.ENABLED, "true",
                                    ClientField.NAME, "Service",
                                    ClientField.PUBLIC_CLIENT, "false",
                                    ClientField.CLIENT_AUTHENTICATOR_TYPE, "authscape-secret",
                                    ClientField.FULL_SCOPE_ALLOWED, "false",
                                    ClientField.SERVICE_ACCOUNTS_ENABLED, "true",
                                    ClientField.STANDARD_FLOW_ENABLED, "false",
                                    ClientField.IMPLICIT_FLOW_ENABLED, "false",
                                    ClientField.DIRECT_ACCESS_GRANTS_ENABLED, "false"),
                            Map.of(
                                    "authscape.managed-by",
                                    "me",
                                    "authscape.permissions",
                                    "{\"v\":1,\"permissions\":[\"ept:token\",\"gt:client_credentials\",\"scp:api1\"]}",
                                    "access.token.header.type.rfc9068",
                                    "true",
                                    "client_credentials.use_refresh_token",
                                    "false",
                                    "use.refresh.tokens",
                                    "false",
                                    "post.logout.redirect.uris",
                                    "-",
                                    "oauth2.device.authorization.grant.enabled",
                                    "false",
                                    "standard.token.exchange.enabled",
                                    "false"),
                            SecretStorage.HASHED,
                            List.of(SecretSeed.of(SECRET)),
                            Set.of("authscape"),
                            Set.of("api1")));
        }

        @Test
        void everyGrantTypeHasItsPlace() {
            DesiredClient desired = plan(ClientSeed.named("all")
                            .secret(SECRET)
                            .permissions(List.of(
                                    "gt:authorization_code",
                                    "gt:implicit",
                                    "gt:password",
                                    "gt:refresh_token",
                                    "gt:urn:ietf:params:oauth:grant-type:device_code",
                                    "gt:urn:ietf:params:oauth:grant-type:token-exchange",
                                    "scp:openid",
                                    "scp:email"))
                            .build())
                    .clients()
                    .get(0)
                    .desired();

            assertThat(desired.fields())
                    .containsEntry(ClientField.SERVICE_ACCOUNTS_ENABLED, "false")
                    .containsEntry(ClientField.STANDARD_FLOW_ENABLED, "true")
                    .containsEntry(ClientField.IMPLICIT_FLOW_ENABLED, "true")
                    .containsEntry(ClientField.DIRECT_ACCESS_GRANTS_ENABLED, "true");
            assertThat(desired.attributes())
                    .containsEntry("use.refresh.tokens", "true")
                    .containsEntry("oauth2.device.authorization.grant.enabled", "true")
                    .containsEntry("standard.token.exchange.enabled", "true")
                    .containsEntry("pkce.code.challenge.method", "S256");
            assertThat(desired.optionalScopes()).containsExactlyInAnyOrder("email", "offline_access");
        }

        @Test
        void undefinedPermissionsAreNone() {
            DesiredClient desired = plan(ClientSeed.named("bare").secret(SECRET).build())
                    .clients()
                    .get(0)
                    .desired();

            assertThat(desired.attributes()).containsEntry("authscape.permissions", "{\"v\":1,\"permissions\":[]}");
            assertThat(desired.fields()).containsEntry(ClientField.SERVICE_ACCOUNTS_ENABLED, "false");
            assertThat(desired.optionalScopes()).isEmpty();
        }
    }

    @Nested
    class WhatStandsAlready {

        @Test
        void needsNothing() {
            stands(API1);
            stands(SERVICE);

            assertThat(plan(API1, SERVICE).hasNothingToDo()).isTrue();
        }

        @Test
        void mayHaveWhatKeycloakAddsByItself() {
            stands(SERVICE);
            ClientState plain = clients.get("service");
            Map<String, String> attributes = new HashMap<>(plain.attributes());
            attributes.putAll(Map.of("realm_client", "false", "client.secret.creation.time", "1"));
            clients.put(
                    "service",
                    new ClientState(
                            "service",
                            plain.fields(),
                            attributes,
                            new Secret("made by Keycloak"),
                            Set.of("authscape", "service_account"),
                            plain.optionalScopes()));
            stands(API1);

            assertThat(plan(API1, SERVICE).hasNothingToDo()).isTrue();
        }

        @Test
        void isMendedWhereSomebodyChangedIt() {
            stands(API1);
            stands(SERVICE);
            ClientState plain = clients.get("service");
            Map<ClientField, String> fields = new HashMap<>(plain.fields());
            fields.put(ClientField.FULL_SCOPE_ALLOWED, "true");
            fields.put(ClientField.ENABLED, "false");
            fields.remove(ClientField.NAME);
            Map<String, String> attributes = new HashMap<>(plain.attributes());
            attributes.put("authscape.secrets", "nonsense");
            clients.put(
                    "service",
                    new ClientState(
                            "service", fields, attributes, SECRET, Set.of("authscape", "roles"), Set.of("email")));

            ClientChange change = plan(API1, SERVICE).clients().get(0);

            assertThat(change.action()).isEqualTo(Action.UPDATE);
            assertThat(change.fields())
                    .containsExactly(
                            new Change<>(ClientField.NAME, null, "Service"),
                            new Change<>(ClientField.FULL_SCOPE_ALLOWED, "true", "false"));
            assertThat(change.attributes()).isEmpty();
            assertThat(change.secrets().addedIds()).containsExactly("default");
            assertThat(change.plainSecretGoes())
                    .as("somebody gave Keycloak the secret in plain text")
                    .isTrue();
            assertThat(change.defaultScopes()).isEqualTo(new ScopeDelta(Set.of(), Set.of("roles")));
            assertThat(change.optionalScopes()).isEqualTo(new ScopeDelta(Set.of("api1"), Set.of("email")));
        }

        @Test
        void keepsWhatTheSeedLeavesUndefined() {
            stands(API1);
            stands(SERVICE);

            Plan plan = plan(
                    ScopeSeed.of("api1", null, null, null),
                    ClientSeed.named("service").build());

            assertThat(plan.hasNothingToDo()).isTrue();
        }

        @Test
        void losesWhatTheSeedEmpties() {
            stands(API1);
            stands(SERVICE);

            Plan plan = plan(
                    ScopeSeed.of("api1", "", null, List.of()),
                    ClientSeed.named("service")
                            .displayName("")
                            .permissions(List.of())
                            .build());

            assertThat(plan.scopes().get(0).attributes())
                    .containsExactly(new Change<>("consent.screen.text", "API 1", ""));
            assertThat(plan.scopes().get(0).mappers())
                    .extracting(MapperChange::action)
                    .containsExactly(Action.DELETE, Action.DELETE);
            ClientChange client = plan.clients().get(0);
            assertThat(client.fields())
                    .containsExactly(
                            new Change<>(ClientField.NAME, "Service", ""),
                            new Change<>(ClientField.SERVICE_ACCOUNTS_ENABLED, "true", "false"));
            assertThat(client.optionalScopes()).isEqualTo(new ScopeDelta(Set.of(), Set.of("api1")));
            assertThat(client.secrets().isEmpty()).isTrue();
        }

        @Test
        void alwaysGetsAPermissionListOfItsOwn() {
            stands(SERVICE);
            ClientState plain = clients.get("service");
            Map<String, String> attributes = new HashMap<>(plain.attributes());
            attributes.remove("authscape.permissions");
            clients.put(
                    "service",
                    new ClientState(
                            "service", plain.fields(), attributes, null, plain.defaultScopes(), Set.of("api1")));

            assertThat(plan(ClientSeed.named("service").build())
                            .clients()
                            .get(0)
                            .attributes())
                    .containsExactly(new Change<>("authscape.permissions", null, "{\"v\":1,\"permissions\":[]}"));
        }

        @Test
        void mayGetTokensThoughItWasBearerOnly() {
            ClientSeed seed = ClientSeed.named("api").secret(SECRET).build();

            assertThat(PlannedClient.standing(seed)
                            .with(ClientField.BEARER_ONLY, "true")
                            .change(seed)
                            .fields())
                    .containsExactly(new Change<>(ClientField.BEARER_ONLY, "true", "false"));
            assertThat(PlannedClient.standing(seed)
                            .with(ClientField.BEARER_ONLY, "false")
                            .plan(seed)
                            .hasNothingToDo())
                    .isTrue();
        }

        @Test
        void staysDisabledAndThatIsSaid() {
            ClientSeed seed = ClientSeed.named("api").secret(SECRET).build();
            PlannedClient enabled = PlannedClient.standing(seed);
            assertThat(enabled.plan(seed).notes()).isEmpty();

            Plan plan = enabled.with(ClientField.ENABLED, "false").plan(seed);
            assertThat(plan.hasNothingToDo()).isTrue();
            assertThat(plan.notes()).containsExactly("client 'api' is disabled in Keycloak; apply leaves that");
        }

        @Test
        void losesOnlyAudienceMappersAndKeepsTheOrder() {
            Mapper other = new Mapper("claim", "oidc-hardcoded-claim-mapper", Map.of("claim.name", "a"));
            Mapper doubled = new Mapper(
                    "audience-rust",
                    "oidc-audience-mapper",
                    Map.of(
                            "included.custom.audience", "rust",
                            "access.token.claim", "true",
                            "id.token.claim", "false",
                            "introspection.token.claim", "true",
                            "authscape.position", "1",
                            "included.client.audience", "account"));
            stands(API1);
            scopes.put("api1", withMappers(scopes.get("api1"), List.of(other, doubled, audience("old", 0))));

            assertThat(plan(API1).scopes().get(0).mappers())
                    .containsExactly(
                            new MapperChange(Action.CREATE, audience("resource_server_1", 0)),
                            new MapperChange(Action.UPDATE, audience("rust", 1)),
                            new MapperChange(Action.DELETE, audience("old", 0)));
        }

        @Test
        void hasEachAudienceMapperOnce() {
            stands(API1);
            List<Mapper> standing = new ArrayList<>(scopes.get("api1").mappers());
            standing.addAll(List.of(standing.get(1), audience("old", 0), audience("old", 0)));
            scopes.put("api1", withMappers(scopes.get("api1"), standing));

            assertThat(plan(API1).scopes().get(0).mappers())
                    .containsExactly(
                            new MapperChange(Action.UPDATE, audience("rust", 1)),
                            new MapperChange(Action.DELETE, audience("old", 0)));
        }
    }

    @Nested
    class Refused {

        @Test
        void isARealmWithoutOurSetup() {
            scopes.remove("authscape");
            assertThat(plan(API1).refusals())
                    .extracting(Refusal::toString)
                    .containsExactly("realm 'r': it lacks AuthScape's setup (the client scope 'authscape'); run"
                            + " 'authscape setup'");
        }

        @Test
        void isWhatSomebodyElseOwns() {
            scopes.put("api1", new ScopeState("api1", Map.of(), Map.of("authscape.managed-by", "them"), List.of()));
            clients.put("service", new ClientState("service", Map.of(), Map.of(), null, Set.of(), Set.of()));

            assertThat(plan(API1, SERVICE).refusals())
                    .extracting(Refusal::toString)
                    .containsExactly(
                            "scope 'api1': it belongs to 'them', and this seed's owner is 'me'",
                            "client 'service': it exists, and no seed made it; choose another name, remove it from the seed, or give --adopt to take it over");
        }

        @Test
        void isANewClientWithoutSecret() {
            assertThat(plan(ClientSeed.named("c").permissions(List.of()).build())
                            .refusals())
                    .extracting(Refusal::toString)
                    .containsExactly(
                            "client 'c': it can't be created without 'clientSecret' or 'jsonWebKeySet'; give it one of"
                                    + " them");
        }

        @Test
        void isAScopeThatNobodyKnows() {
            scopes.put("saml", new ScopeState("saml", Map.of(ScopeField.PROTOCOL, "saml"), Map.of(), List.of()));

            assertThat(plan(ClientSeed.named("c")
                                    .secret(SECRET)
                                    .permissions(List.of("scp:email", "scp:saml", "scp:nope"))
                                    .build())
                            .refusals())
                    .extracting(Refusal::toString)
                    .containsExactly(
                            "client 'c': its scope 'nope' is neither in the seed nor in Keycloak; define it, or make"
                                    + " it there",
                            "client 'c': its scope 'saml' is neither in the seed nor in Keycloak; define it, or make"
                                    + " it there");
        }

        @Test
        void isAMapperNameOfAnotherType() {
            stands(API1);
            scopes.put("api1", withMappers(scopes.get("api1"), List.of(new Mapper("audience-rust", "x", Map.of()))));
            assertThat(plan(API1).refusals())
                    .extracting(Refusal::toString)
                    .containsExactly(
                            "scope 'api1': its mapper 'audience-rust' is of another type; rename it in Keycloak");
        }
    }

    @Test
    void whatKeycloakDroppedIsFoundAfterwards() {
        Plan plan = plan(API1, SERVICE);
        stands(API1);
        stands(SERVICE);
        assertThat(remaining(plan)).isEmpty();

        ClientState plain = clients.get("service");
        Map<String, String> withoutSecrets = new HashMap<>(plain.attributes());
        withoutSecrets.remove("authscape.secrets");
        clients.put(
                "service",
                new ClientState("service", plain.fields(), withoutSecrets, null, plain.defaultScopes(), Set.of()));
        scopes.remove("api1");
        assertThat(remaining(plan))
                .containsExactly(
                        "scope 'api1': it was written, but Keycloak doesn't have it",
                        "client 'service': it was written, but Keycloak still differs in secrets, optional scopes");
    }

    @Test
    void aPlanNeverShowsASecret() {
        assertThat(plan(API1, SERVICE).toString()).doesNotContain("s3cret");
    }

    private List<String> remaining(Plan plan) {
        Verification verification = new Verification(RealmState.of(Map.of(), scopes, clients));
        return plan.entries()
                .flatMap(entry -> verification.remaining(entry).stream())
                .map(Refusal::toString)
                .toList();
    }

    private Plan plan(Object... parts) {
        List<ScopeSeed> scopeSeeds = List.of(parts).stream()
                .filter(ScopeSeed.class::isInstance)
                .map(ScopeSeed.class::cast)
                .toList();
        List<ClientSeed> clientSeeds = List.of(parts).stream()
                .filter(ClientSeed.class::isInstance)
                .map(ClientSeed.class::cast)
                .toList();
        return Planner.plan(
                new Seed("me", "r", List.of(), scopeSeeds, clientSeeds),
                RealmState.of(Map.of(), scopes, clients),
                PlanOptions.NONE);
    }

    /** Lets the realm hold exactly what the seed wants. */
    private void stands(ScopeSeed seed) {
        DesiredScope desired = ScopeMapping.desired(seed, "me", null);
        scopes.put(seed.name(), new ScopeState(seed.name(), desired.fields(), desired.attributes(), desired.mappers()));
    }

    private void stands(ClientSeed seed) {
        DesiredClient desired = ClientMapping.ofNew(seed, "me", Set.of("authscape"));
        clients.put(seed.clientId(), PlannedRealm.state(ClientChange.create(desired, PlannedRealm.NOW)));
    }

    private static ScopeState scope(String name) {
        return new ScopeState(name, Map.of(ScopeField.PROTOCOL, "openid-connect"), Map.of(), List.of());
    }

    private static ScopeState withMappers(ScopeState scope, List<Mapper> mappers) {
        return new ScopeState(scope.name(), scope.fields(), scope.attributes(), mappers);
    }

    private static Mapper audience(String resource, int position) {
        return new Mapper(
                "audience-" + resource,
                "oidc-audience-mapper",
                Map.of(
                        "included.custom.audience", resource,
                        "access.token.claim", "true",
                        "id.token.claim", "false",
                        "introspection.token.claim", "true",
                        "authscape.position", Integer.toString(position)));
    }
}
