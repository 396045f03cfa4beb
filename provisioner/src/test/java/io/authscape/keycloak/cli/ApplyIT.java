package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

@ExtendWith(KeycloakExtension.class)
class ApplyIT {

    private final ProvisionedRealm realm;
    private final NoImplicitGrants policy;

    ApplyIT(TestRealm realm) {
        this.realm = new ProvisionedRealm(realm);
        this.policy = new NoImplicitGrants(realm);
    }

    @BeforeEach
    void cleanRealm() {
        policy.remove();
        realm.clean();
    }

    @Nested
    class TheShippedSeed {

        @Test
        void makesTheScopeWithItsAudiences() {
            assertThat(realm.applyShipped().exitCode()).isZero();

            ClientScopeRepresentation api1 = realm.scope("api1").orElseThrow();
            assertThat(api1.getProtocol()).isEqualTo("openid-connect");
            assertThat(api1.getAttributes())
                    .containsEntry("authscape.managed-by", "authscape-demo")
                    .containsEntry("include.in.token.scope", "true")
                    .containsEntry("consent.screen.text", "API 1");
            assertThat(api1.getProtocolMappers())
                    .allSatisfy(mapper -> {
                        assertThat(mapper.getProtocolMapper()).isEqualTo("oidc-audience-mapper");
                        assertThat(mapper.getConfig())
                                .containsEntry("access.token.claim", "true")
                                .containsEntry("id.token.claim", "false")
                                .containsEntry("introspection.token.claim", "true");
                    })
                    .extracting(
                            ProtocolMapperRepresentation::getName,
                            mapper -> mapper.getConfig().get("included.custom.audience"),
                            mapper -> mapper.getConfig().get("authscape.position"))
                    .containsExactlyInAnyOrder(
                            tuple("audience-resource_server_1", "resource_server_1", "0"),
                            tuple("audience-rust_server", "rust_server", "1"));
        }

        @Test
        void makesTheService() {
            realm.applyShipped();

            ClientRepresentation client = realm.client("background-service").toRepresentation();
            assertThat(client.getName()).isEqualTo("Background Service");
            assertThat(client.getProtocol()).isEqualTo("openid-connect");
            assertThat(client.isEnabled()).isTrue();
            assertThat(client.isPublicClient()).isFalse();
            assertThat(client.getClientAuthenticatorType()).isEqualTo("authscape-secret");
            assertThat(realm.lets("background-service", "service-secret-here")).isTrue();
            assertThat(client.getSecret()).isNotEmpty().isNotEqualTo("service-secret-here");
            assertThat(client.isServiceAccountsEnabled()).isTrue();
            assertThat(client.isStandardFlowEnabled()).isFalse();
            assertThat(client.isImplicitFlowEnabled()).isFalse();
            assertThat(client.isDirectAccessGrantsEnabled()).isFalse();
            assertThat(client.isFullScopeAllowed()).isFalse();
            assertThat(client.getAttributes())
                    .containsEntry("access.token.header.type.rfc9068", "true")
                    .containsEntry("authscape.managed-by", "authscape-demo")
                    .containsEntry("client_credentials.use_refresh_token", "false")
                    .containsEntry("use.refresh.tokens", "false")
                    .containsEntry(
                            "authscape.permissions",
                            "{\"v\":1,\"permissions\":[\"ept:token\",\"gt:client_credentials\",\"scp:api1\"]}");
            assertThat(client.getDefaultClientScopes())
                    .contains("authscape")
                    .isSubsetOf("authscape", "service_account");
            assertThat(client.getOptionalClientScopes()).containsExactly("api1");
            assertThat(realm.client("background-service")
                            .getServiceAccountUser()
                            .getUsername())
                    .isEqualTo("service-account-background-service");
        }

        @Test
        void makesTheResourceServer() {
            realm.applyShipped();

            ClientRepresentation client = realm.client("resource_server_1").toRepresentation();
            assertThat(client.isServiceAccountsEnabled()).isFalse();
            assertThat(client.getDefaultClientScopes()).containsExactly("authscape");
            assertThat(client.getOptionalClientScopes()).isEmpty();
            assertThat(client.getAttributes())
                    .containsEntry("authscape.permissions", "{\"v\":1,\"permissions\":[\"ept:introspection\"]}");
        }

        @Test
        void saysWhatItDid() {
            assertThat(realm.applyShipped().out().lines())
                    .containsExactly(
                            "created scope 'api1'",
                            "created client 'background-service'",
                            "created client 'resource_server_1'",
                            "3 created, 0 changed, 0 unchanged");
        }

        @Test
        void writesNothingTheSecondTime() {
            realm.applyShipped();
            realm.forgetEvents();

            Invocation second = realm.applyShipped();

            assertThat(second.exitCode()).isZero();
            assertThat(second.out()).startsWith("Nothing to do: realm '" + realm.name() + "' already matches ");
            assertThat(realm.writes()).isEmpty();
        }
    }

    @Nested
    class WhatSomebodyChangedByHand {

        @Test
        void isMended() {
            realm.applyShipped();
            ClientResource client = realm.client("background-service");
            ClientRepresentation changed = client.toRepresentation();
            changed.setName("changed");
            changed.setEnabled(false);
            changed.setFullScopeAllowed(true);
            changed.setServiceAccountsEnabled(false);
            changed.getAttributes().put("authscape.permissions", "{}");
            changed.getAttributes().put("authscape.secrets", "{}");
            changed.getAttributes().put("not.ours", "kept");
            client.update(changed);
            String api1 = realm.scope("api1").orElseThrow().getId();
            String own = realm.scope("authscape").orElseThrow().getId();
            client.removeOptionalClientScope(api1);
            client.addDefaultClientScope(api1);
            client.removeDefaultClientScope(own);
            client.addOptionalClientScope(own);

            Invocation run = realm.applyShipped();

            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains(
                            "changed client 'background-service'",
                            "  name: 'changed' -> 'Background Service'",
                            "  fullScopeAllowed: 'true' -> 'false'",
                            "  secrets: + 'default'",
                            "0 created, 1 changed, 2 unchanged")
                    .doesNotContain("service-secret-here");
            ClientRepresentation mended = client.toRepresentation();
            assertThat(realm.lets("background-service", "service-secret-here")).isTrue();
            assertThat(mended.isServiceAccountsEnabled()).isTrue();
            assertThat(mended.isEnabled())
                    .as("whether it is enabled, the admin decides")
                    .isFalse();
            assertThat(mended.getAttributes()).containsEntry("not.ours", "kept");
            assertThat(mended.getDefaultClientScopes()).contains("authscape").doesNotContain("api1");
            assertThat(mended.getOptionalClientScopes()).containsExactly("api1");
            assertThat(realm.applyShipped().out()).startsWith("Nothing to do");
        }

        @Test
        void isMendedInAScopeToo() {
            realm.applyShipped();
            realm.mapper("api1", "stray", "oidc-audience-mapper", Map.of("included.custom.audience", "stray"));
            realm.mapper("api1", "extra", "oidc-hardcoded-claim-mapper", Map.of("claim.name", "a", "claim.value", "b"));
            realm.removeMapper("api1", "audience-rust_server");

            assertThat(realm.applyShipped().out()).contains("  mappers: + 'audience-rust_server', - 'stray'");

            assertThat(realm.scope("api1").orElseThrow().getProtocolMappers())
                    .extracting(ProtocolMapperRepresentation::getName)
                    .containsExactlyInAnyOrder("audience-resource_server_1", "audience-rust_server", "extra");
        }
    }

    @Nested
    class BeforeAnythingIsWritten {

        @Test
        void anUnknownScopeIsRefused() {
            Invocation run = realm.apply("""
                    "scopes": [ { "name": "new" } ],
                    "clients": [ { "clientId": "c", "clientSecret": "sssssssssssss", "permissions": ["scp:nowhere"] } ]""");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("error: client 'c': its scope 'nowhere' is neither in the seed nor in");
            assertThat(realm.scope("new")).isEmpty();
            assertThat(realm.writes()).isEmpty();
        }

        @Test
        void whatBelongsToSomebodyElseIsRefused() {
            realm.applyShipped();
            realm.forgetEvents();

            Invocation run = realm.apply("""
                    "scopes": [ { "name": "api1" } ],
                    "clients": [ { "clientId": "account" }, { "clientId": "background-service" } ]""");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains(
                            "error: scope 'api1': it belongs to 'authscape-demo', and this seed's owner is 'it'",
                            "error: client 'account': it is Keycloak's own client",
                            "error: client 'background-service': it belongs to 'authscape-demo'");
            assertThat(realm.writes()).isEmpty();
        }

        @Test
        void aRealmWithoutOurSetupIsRefused() {
            Invocation run = realm.applyShipped("--realm", "master");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("realm 'master': it lacks AuthScape's setup", "nothing was written");
        }

        @Test
        void aRealmThatIsNotThereIsRefused() {
            Invocation run = realm.applyShipped("--realm", "nowhere");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).startsWith("error: the realm 'nowhere' doesn't exist");
        }

        @Test
        void aWrongPasswordIsNotAllowed() {
            Invocation run = realm.applyShippedWith(Map.of("AUTHSCAPE_PASSWORD", "hunter2hunter2"));
            assertThat(run.exitCode()).isEqualTo(77);
            assertThat(run.err())
                    .startsWith("error: can't sign in to realm 'master'")
                    .doesNotContain("hunter2");
        }

        @Test
        void anUnknownClientIsNotAllowed() {
            Invocation run = realm.applyShippedWith(
                    Map.of("AUTHSCAPE_USERNAME", "", "AUTHSCAPE_CLIENT_ID", "x", "AUTHSCAPE_CLIENT_SECRET", "hunter2"));
            assertThat(run.exitCode()).isEqualTo(77);
            assertThat(run.all()).doesNotContain("hunter2");
        }

        @Test
        void aServiceAccountWithoutRightsIsNotAllowed() {
            realm.applyShipped();
            realm.forgetEvents();
            Invocation run = realm.applyShippedWith(Map.of(
                    "AUTHSCAPE_USERNAME", "",
                    "AUTHSCAPE_AUTH_REALM", realm.name(),
                    "AUTHSCAPE_CLIENT_ID", "background-service",
                    "AUTHSCAPE_CLIENT_SECRET", "service-secret-here"));
            assertThat(run.exitCode()).isEqualTo(77);
            assertThat(realm.writes()).isEmpty();
        }
    }

    @Test
    void aCiJobNeedsManageClientsAlone(KeycloakServer server) {
        try (CiClient ci = new CiClient(server, realm.name(), "manage-clients")) {
            assertThat(realm.applyShippedWith(ci.env()).out()).contains("3 created, 0 changed, 0 unchanged");
            realm.forgetEvents();
            assertThat(realm.applyShippedWith(ci.env()).out()).startsWith("Nothing to do");
            assertThat(realm.writes()).isEmpty();
        }
    }

    @Test
    void readingAloneIsNotAllowed(KeycloakServer server) {
        try (CiClient ci = new CiClient(server, realm.name(), "view-clients")) {
            Invocation run = realm.applyShippedWith(ci.env());
            assertThat(run.exitCode()).isEqualTo(77);
            assertThat(run.err()).contains("needs 'manage-clients'; nothing was written");
            assertThat(realm.scope("api1")).isEmpty();
        }
    }

    @Test
    void aClientThatKeycloakRefusesDoesNotStopTheOthers() {
        policy.add();

        Invocation run = realm.apply("""
                "clients": [
                  { "clientId": "good-1", "clientSecret": "hunter2hunter2", "permissions": ["ept:token"] },
                  { "clientId": "bad", "clientSecret": "hunter2hunter2", "permissions": ["gt:implicit"] },
                  { "clientId": "a b/c?d#é%2f", "clientSecret": "hunter2hunter2", "permissions": ["gt:client_credentials", "ept:token"] }
                ]""");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("error: client 'bad': permissions: can't create client 'bad': Keycloak answered 400");
        assertThat(run.out())
                .contains(
                        "created client 'good-1'",
                        "created client 'a b/c?d#é%2f'",
                        "2 created, 0 changed, 0 unchanged, 1 failed");
        assertThat(run.all()).doesNotContain("hunter2");
    }

    @Test
    void undefinedIsUntouchedAndEmptyIsEmptied() {
        realm.applyShipped();
        ClientRepresentation before = realm.client("background-service").toRepresentation();

        assertThat(realm.applyAs("authscape-demo", "\"clients\": [ { \"clientId\": \"background-service\" } ]")
                        .out())
                .startsWith("Nothing to do");
        assertThat(realm.client("background-service").toRepresentation())
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .isEqualTo(before);

        assertThat(realm.applyAs(
                                "authscape-demo",
                                "\"clients\": [ { \"clientId\": \"background-service\", \"displayName\": \"\","
                                        + " \"permissions\": [] } ]")
                        .exitCode())
                .isZero();
        ClientRepresentation emptied = realm.client("background-service").toRepresentation();
        assertThat(emptied.getName()).isNullOrEmpty();
        assertThat(emptied.isServiceAccountsEnabled()).isFalse();
        assertThat(emptied.getOptionalClientScopes()).isEmpty();
        assertThat(realm.lets("background-service", "service-secret-here")).isTrue();
    }
}
