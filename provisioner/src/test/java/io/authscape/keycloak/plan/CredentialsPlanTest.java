package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSeedBuilder;
import io.authscape.keycloak.seed.ClientType;
import io.authscape.keycloak.seed.KeySet;
import io.authscape.keycloak.seed.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Client types, secrets and keys. */
class CredentialsPlanTest {

    private static final Secret SECRET = new Secret("s3cret");
    private static final KeySet KEYS = new KeySet("{\"keys\":[{\"kty\":\"RSA\"}]}", false);
    private static final KeySet NO_KEYS = new KeySet("{\"keys\":[]}", true);
    private static final PlanOptions MAY_CHANGE = PlanOptions.permitting(PlanOptions.Permit.TYPE_CHANGE);

    @Test
    void aPublicClientHasNeitherProofNorServiceAccount() {
        ClientSeed seed = client().type(ClientType.PUBLIC)
                .permissions(List.of("ept:token", "gt:client_credentials", "gt:authorization_code"))
                .build();

        Plan plan = PlannedClient.isNew().plan(seed);

        assertThat(plan.refusals()).isEmpty();
        DesiredClient desired = plan.clients().get(0).desired();
        assertThat(desired.secret()).isNull();
        assertThat(desired.fields())
                .containsEntry(ClientField.PUBLIC_CLIENT, "true")
                .containsEntry(ClientField.SERVICE_ACCOUNTS_ENABLED, "false")
                .containsEntry(ClientField.STANDARD_FLOW_ENABLED, "true")
                .doesNotContainKey(ClientField.CLIENT_AUTHENTICATOR_TYPE);
        assertThat(desired.attributes())
                .containsEntry(
                        "authscape.permissions",
                        "{\"v\":1,\"permissions\":[\"ept:token\",\"gt:client_credentials\",\"gt:authorization_code\"]}");
        assertThat(PlannedClient.standing(seed).plan(seed).hasNothingToDo()).isTrue();
    }

    @Test
    void keysStandInKeycloakAndNoSecretDoes() {
        ClientSeed seed = client().jsonWebKeySet(KEYS).build();

        DesiredClient desired = PlannedClient.created(seed);

        assertThat(desired.secret()).isNull();
        assertThat(desired.fields()).containsEntry(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-jwt");
        assertThat(desired.attributes())
                .containsEntry("use.jwks.string", "true")
                .containsEntry("jwks.string", "{\"keys\":[{\"kty\":\"RSA\"}]}")
                .doesNotContainKey("use.jwks.url");
        assertThat(PlannedClient.isNew().refusals(seed)).isEmpty();
        assertThat(PlannedClient.standing(seed).plan(seed).hasNothingToDo()).isTrue();
    }

    @Test
    void keysInTheSeedReplaceTheAddressOfKeys() {
        assertThat(PlannedClient.standing(client().secret(SECRET).build())
                        .with("use.jwks.url", "true")
                        .change(client().jsonWebKeySet(KEYS).build())
                        .attributes())
                .contains(new Change<>("use.jwks.url", "true", "false"));
    }

    @Test
    void aSecretReplacesKeysThatAreEmptied() {
        ClientChange change = PlannedClient.standing(
                        client().jsonWebKeySet(KEYS).build())
                .change(client().jsonWebKeySet(NO_KEYS).secret(SECRET).build());

        assertThat(change.fields())
                .containsExactly(new Change<>(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-jwt", "client-secret"));
        assertThat(change.attributes())
                .containsExactly(
                        new Change<>("jwks.string", KEYS.json(), ""), new Change<>("use.jwks.string", "true", "false"));
        assertThat(change.secretChanges()).isTrue();
    }

    @Test
    void withoutProofInTheSeedAClientKeepsTheOneThatItHas() {
        assertThat(PlannedClient.standing(client().jsonWebKeySet(KEYS).build())
                        .plan(client().build())
                        .hasNothingToDo())
                .isTrue();
        assertThat(PlannedClient.standing(client().secret(SECRET).build())
                        .with(ClientField.CLIENT_AUTHENTICATOR_TYPE, "authscape-secret")
                        .plan(client().build())
                        .hasNothingToDo())
                .isTrue();
    }

    @Test
    void keysCantBeEmptiedWithoutASecret() {
        assertThat(PlannedClient.standing(client().jsonWebKeySet(KEYS).build())
                        .refusals(client().jsonWebKeySet(NO_KEYS).build()))
                .containsExactly("client 'c': it can't lose its keys without getting a 'clientSecret'; give it one");
    }

    @Test
    void aNewConfidentialClientNeedsProof() {
        assertThat(PlannedClient.isNew()
                        .refusals(client().jsonWebKeySet(NO_KEYS).build()))
                .containsExactly("client 'c': it can't be created without 'clientSecret' or 'jsonWebKeySet'; give it"
                        + " one of them");
    }

    @Test
    void aForgottenTypeDoesNotCloseAClient() {
        ClientSeed open = client().type(ClientType.PUBLIC).build();
        assertThat(PlannedClient.standing(open).refusals(client().secret(SECRET).build()))
                .containsExactly("client 'c': it is public in Keycloak and confidential in the seed; correct"
                        + " 'clientType', or give --allow-type-change");
    }

    @Test
    void anotherTypeNeedsToBeAllowed() {
        ClientSeed closed = client().secret(SECRET)
                .permissions(List.of("gt:client_credentials"))
                .build();
        ClientSeed open = client().type(ClientType.PUBLIC).build();
        assertThat(PlannedClient.standing(closed).refusals(open))
                .containsExactly("client 'c': it is confidential in Keycloak and public in the seed; correct"
                        + " 'clientType', or give --allow-type-change");

        Plan plan = PlannedClient.standing(closed).with(MAY_CHANGE).plan(open);

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.clients().get(0).fields())
                .containsExactly(
                        new Change<>(ClientField.PUBLIC_CLIENT, "false", "true"),
                        new Change<>(ClientField.SERVICE_ACCOUNTS_ENABLED, "true", "false"));
    }

    @Test
    void aClientBecomesConfidentialWithProofOnly() {
        PlannedClient open =
                PlannedClient.standing(client().type(ClientType.PUBLIC).build()).with(MAY_CHANGE);
        assertThat(open.refusals(client().build()))
                .containsExactly("client 'c': it can't become confidential without 'clientSecret' or 'jsonWebKeySet';"
                        + " give it one of them");
        assertThat(open.change(client().secret(SECRET).build()).fields())
                .containsExactly(
                        new Change<>(ClientField.PUBLIC_CLIENT, "true", "false"),
                        new Change<>(ClientField.CLIENT_AUTHENTICATOR_TYPE, null, "client-secret"));
    }

    @Test
    void aClientThatBecomesConfidentialGetsTheServiceAccountThatItsListAsksFor() {
        ClientSeed open = client().type(ClientType.PUBLIC)
                .permissions(List.of("gt:client_credentials"))
                .build();
        assertThat(PlannedClient.standing(open)
                        .with(MAY_CHANGE)
                        .change(client().secret(SECRET).build())
                        .fields())
                .contains(new Change<>(ClientField.SERVICE_ACCOUNTS_ENABLED, "false", "true"));
    }

    private static ClientSeedBuilder client() {
        return ClientSeed.named("c");
    }
}
