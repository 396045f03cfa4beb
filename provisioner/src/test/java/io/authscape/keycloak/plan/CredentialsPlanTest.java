package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSeedBuilder;
import io.authscape.keycloak.seed.ClientType;
import io.authscape.keycloak.seed.KeySet;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.SecretStorage;
import io.authscape.keycloak.seed.Seed;
import java.util.List;
import java.util.Map;
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
        assertThat(desired.secrets()).isEmpty();
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

        assertThat(desired.secrets()).isEmpty();
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
    void theOrderOfAKeysMembersMeansNothing() {
        KeySet before = new KeySet("{\"keys\":[{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"x\"}]}", false);
        KeySet same = new KeySet("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"x\",\"e\":\"AQAB\"}]}", false);
        KeySet other = new KeySet("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"y\",\"e\":\"AQAB\"}]}", false);
        PlannedClient standing =
                PlannedClient.standing(client().jsonWebKeySet(before).build());
        assertThat(standing.plan(client().jsonWebKeySet(same).build()).hasNothingToDo())
                .isTrue();
        assertThat(standing.change(client().jsonWebKeySet(other).build()).attributes())
                .containsExactly(new Change<>("jwks.string", before.json(), other.json()));
    }

    @Test
    void aSecretReplacesKeysThatAreEmptied() {
        ClientChange change = PlannedClient.standing(
                        client().jsonWebKeySet(KEYS).build())
                .change(client().jsonWebKeySet(NO_KEYS).secret(SECRET).build());

        assertThat(change.fields())
                .containsExactly(new Change<>(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-jwt", "authscape-secret"));
        assertThat(change.attributes())
                .containsExactly(
                        new Change<>("jwks.string", KEYS.json(), ""), new Change<>("use.jwks.string", "true", "false"));
        assertThat(change.secrets().addedIds()).containsExactly("default");
    }

    @Test
    void withoutProofInTheSeedAClientKeepsTheOneThatItHas() {
        assertThat(PlannedClient.standing(client().jsonWebKeySet(KEYS).build())
                        .plan(client().build())
                        .hasNothingToDo())
                .isTrue();
        assertThat(PlannedClient.standing(client().secret(SECRET).build())
                        .with(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-x509")
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
                        new Change<>(ClientField.CLIENT_AUTHENTICATOR_TYPE, null, "authscape-secret"));
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

    @Test
    void newSecretsAreHashedUnlessTheSeedSaysOtherwise() {
        ClientChange change =
                PlannedClient.isNew().change(client().secret(SECRET).build());
        assertThat(change.desired().fields()).containsEntry(ClientField.CLIENT_AUTHENTICATOR_TYPE, "authscape-secret");
        assertThat(change.desired().plainSecret()).isNull();
        assertThat(change.secrets().addedIds()).containsExactly("default");

        ClientChange plain = PlannedClient.isNew().change(plain().secret(SECRET).build());
        assertThat(plain.desired().fields()).containsEntry(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-secret");
        assertThat(plain.desired().plainSecret()).isEqualTo(SECRET);
        assertThat(plain.secrets().isEmpty()).isTrue();
        assertThat(plain.secretChanges()).isTrue();
    }

    @Test
    void whatStandsInPlainTextStaysSoUntilTheSeedSaysHashed() {
        PlannedClient standing = PlannedClient.standing(plain().secret(SECRET).build());

        assertThat(standing.plan(client().secret(SECRET).build()).hasNothingToDo())
                .isTrue();
        assertThat(standing.change(client().secret(new Secret("other")).build()).secretChanges())
                .isTrue();
        ClientChange turned = standing.change(hashed().secret(SECRET).build());
        assertThat(turned.fields())
                .containsExactly(
                        new Change<>(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-secret", "authscape-secret"));
        assertThat(turned.secrets().addedIds()).containsExactly("default");
        assertThat(turned.plainSecretGoes()).isTrue();
        assertThat(turned.differences()).contains(new Difference.Concealed("secret", "in plain text no more"));
    }

    @Test
    void aSecretThatOnlyKeycloakKnowsTurnsAsItIs() {
        ClientChange turned =
                PlannedClient.standing(plain().secret(SECRET).build()).change(hashed().build());

        assertThat(turned.secrets()
                        .appliedTo(SecretList.EMPTY, PlannedRealm.NOW)
                        .secrets()
                        .get(0)
                        .verifies("s3cret"))
                .isTrue();
        assertThat(turned.plainSecretGoes()).isTrue();
    }

    @Test
    void plainTextThatSomebodyPutBackGoes() {
        PlannedClient standing = PlannedClient.standing(client().secret(SECRET).build());
        assertThat(standing.plan(client().secret(SECRET).build()).hasNothingToDo())
                .isTrue();
        assertThat(standing.with("client.secret.rotated", "s3cret")
                        .change(client().secret(SECRET).build())
                        .plainSecretGoes())
                .isTrue();
    }

    @Test
    void theWayBackNeedsTheSecret() {
        PlannedClient standing = PlannedClient.standing(client().secret(SECRET).build());

        assertThat(standing.refusals(plain().build()))
                .containsExactly("client 'c': Keycloak keeps its secrets as hashes, which nobody turns back; give it a"
                        + " 'clientSecret', or write \"secretStorage\": \"hashed\"");
        ClientChange back = standing.change(plain().secret(SECRET).build());
        assertThat(back.secretChanges()).isTrue();
        assertThat(back.fields())
                .containsExactly(
                        new Change<>(ClientField.CLIENT_AUTHENTICATOR_TYPE, "authscape-secret", "client-secret"));
        assertThat(back.toString()).doesNotContain("s3cret");
    }

    @Test
    void plainTextHasNoPlaceForMore() {
        PlannedClient standing = PlannedClient.standing(plain().secret(SECRET).build());
        String refusal = "client 'c': Keycloak keeps its secret in plain text, where a hash, a second secret and an end"
                + " have no place; write \"secretStorage\": \"hashed\"";
        SecretSeed one = SecretSeed.of(SECRET).named("a");
        SecretSeed two = SecretSeed.of(new Secret("other")).named("b");

        assertThat(standing.refusals(client().secrets(List.of(one, two)).build()))
                .containsExactly(refusal);
        assertThat(standing.refusals(
                        client().secrets(List.of(SecretSeed.ofHash("x"))).build()))
                .containsExactly(refusal);
        assertThat(standing.refusals(client().secrets(List.of(one.expiring(PlannedRealm.NOW)))
                        .build()))
                .containsExactly(refusal);
        assertThat(standing.refusals(hashed().secrets(List.of(one, two)).build()))
                .isEmpty();
    }

    @Test
    void whatWasRevokedIsRefusedWithTheClientsName() {
        SecretList list = new SecretList(
                List.of(HashedSecret.of("default", SecretHash.of("s3cret").text(), PlannedRealm.NOW)
                        .revokedAt(PlannedRealm.NOW)));
        assertThat(PlannedClient.standing(client().secret(new Secret("other")).build())
                        .with("authscape.secrets", list.text())
                        .refusals(client().secret(SECRET).build()))
                .singleElement()
                .asString()
                .startsWith("client 'c': its secret 'default' was revoked at 2026-11-23T20:00:00Z");
    }

    @Test
    void whatWasRevokedDoesNotComeBackInPlainText() {
        HashedSecret revoked = HashedSecret.of(
                        "default", SecretHash.of("s3cret").text(), PlannedRealm.NOW)
                .revokedAt(PlannedRealm.NOW);
        String tombstones = new SecretList(List.of(revoked)).text();
        String refusal = "client 'c': its secret 'default' was revoked at 2026-11-23T20:00:00Z, and it can't come back;"
                + " give the seed another secret, or make one by 'authscape rotate'";
        Secret other = new Secret("other");

        assertThat(PlannedClient.standing(client().secret(other).build())
                        .with("authscape.secrets", tombstones)
                        .refusals(plain().secret(SECRET).build()))
                .containsExactly(refusal);
        PlannedClient turned =
                PlannedClient.standing(plain().secret(other).build()).with("authscape.secrets", tombstones);
        assertThat(turned.refusals(client().secret(SECRET).build())).containsExactly(refusal);
        assertThat(turned.plan(plain().secret(other).build()).hasNothingToDo())
                .as("tombstones stay")
                .isTrue();
        assertThat(turned.with(
                                "authscape.secrets",
                                new SecretList(List.of(revoked))
                                        .with(HashedSecret.of("x", "y", PlannedRealm.NOW))
                                        .text())
                        .change(plain().secret(other).build())
                        .secretChanges())
                .as("hashes that count go")
                .isTrue();
    }

    @Test
    void aRealmWithoutTheFlowIsNamed() {
        Seed seed = new Seed(
                "me", "r", List.of(), List.of(), List.of(client().secret(SECRET).build()));
        RealmState realm = RealmState.of(
                Map.of(), Map.of("authscape", new ScopeState("authscape", Map.of(), Map.of(), List.of())), Map.of());

        assertThat(Planner.plan(seed, realm.with(HashedSecrets.NOT_ACCEPTED), PlanOptions.NONE)
                        .refusals())
                .extracting(Refusal::toString)
                .containsExactly("realm 'r': its client-authentication flow lacks AuthScape's authenticator"
                        + " 'authscape-secret', so no client could sign in by a hashed secret; run 'authscape setup'");
        Plan unseen = Planner.plan(seed, realm.with(HashedSecrets.NOT_SHOWN), PlanOptions.NONE);
        assertThat(unseen.isRefused()).isFalse();
        assertThat(unseen.notes())
                .containsExactly(
                        "whether the realm's clients can sign in by hashed secrets couldn't be seen: to read its"
                                + " client-authentication flow needs 'view-realm'");
        Seed plain = new Seed(
                "me", "r", List.of(), List.of(), List.of(plain().secret(SECRET).build()));
        assertThat(Planner.plan(plain, realm.with(HashedSecrets.NOT_ACCEPTED), PlanOptions.NONE)
                        .isRefused())
                .isFalse();
    }

    private static ClientSeedBuilder hashed() {
        return client().secretStorage(SecretStorage.HASHED);
    }

    private static ClientSeedBuilder plain() {
        return client().secretStorage(SecretStorage.PLAIN);
    }

    private static ClientSeedBuilder client() {
        return ClientSeed.named("c");
    }
}
