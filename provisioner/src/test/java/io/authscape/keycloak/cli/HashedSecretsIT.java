package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** From a seed's secret to a token that somebody gets with it, while Keycloak never has the secret. */
@ExtendWith(KeycloakExtension.class)
class HashedSecretsIT {

    private static final String ONE = "hunter2-one&%+";
    private static final String TWO = "hunter2-two";
    private static final String CONNECT = "connect/token";
    private static final String NATIVE = "protocol/openid-connect/token";

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestRealm testRealm;
    private final ProvisionedRealm realm;

    HashedSecretsIT(TestRealm testRealm) {
        this.testRealm = testRealm;
        this.realm = new ProvisionedRealm(testRealm);
    }

    @BeforeEach
    void clean() {
        bind("authscape clients");
        realm.clean();
    }

    @Test
    void aSecretThatKeycloakNeverSawGetsATokenAtBothDoors() {
        Invocation run = realm.apply(Map.of(), client("'clientSecret': '" + ONE + "'"), "--verify-token");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("created client 'c'", "token of client 'c': sub 'c'");
        for (String door : List.of(CONNECT, NATIVE)) {
            assertThat(status(door, ONE)).as(door).isEqualTo(200);
            assertThat(status(door, TWO)).as(door).isEqualTo(401);
            assertThat(status(door, representation().getSecret()))
                    .as("the one that Keycloak made, at %s", door)
                    .isEqualTo(401);
        }
        // An empty one is none: row 10 of the contract, and Keycloak's own word at its own door.
        assertThat(status(CONNECT, "")).isEqualTo(400);
        assertThat(status(NATIVE, "")).isEqualTo(401);
        assertThat(representation().getClientAuthenticatorType()).isEqualTo("authscape-secret");
        assertThat(whatKeycloakTells()).doesNotContain("hunter2");
    }

    @Test
    void anUnchangedRunWritesNothing() {
        String seed = client("'clientSecrets': [ { 'id': 'a', 'secret': '" + ONE + "', 'label': 'x' }, { 'id': 'b',"
                + " 'hash': '" + Pbkdf2Hash.of(TWO).text() + "', 'expires': '2999-01-01T00:00:00Z' } ]");
        assertThat(realm.apply(seed).exitCode()).isZero();
        realm.forgetEvents();

        assertThat(realm.apply(seed).out()).startsWith("Nothing to do");
        assertThat(realm.writes()).isEmpty();
        assertThat(status(CONNECT, ONE)).isEqualTo(200);
        assertThat(status(CONNECT, TWO)).isEqualTo(200);
    }

    @Test
    void secretsComeGoAndEndByTheirNames() {
        String both = client(
                "'clientSecrets': [ { 'id': 'a', 'secret': '" + ONE + "' }, { 'id': 'b', 'secret': '" + TWO + "' } ]");
        realm.apply(both);
        List<HashedSecret> before = secrets();

        Invocation run = realm.apply(client("'clientSecrets': [ { 'id': 'b', 'secret': '" + TWO
                + "', 'expires': '2020-01-01T00:00:00Z' }, { 'id': 'c', 'secret': 'hunter2-three' } ]"));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("  secrets: + 'c', - 'a'\n", "  secrets.b.expires: (none) -> '2020-01-01T00:00:00Z'\n");
        assertThat(secrets()).extracting(HashedSecret::id).containsExactly("b", "c");
        assertThat(secrets().get(0).hash()).isEqualTo(before.get(1).hash());
        assertThat(secrets().get(0).created()).isEqualTo(before.get(1).created());
        assertThat(status(CONNECT, ONE)).isEqualTo(401);
        assertThat(status(CONNECT, TWO)).isEqualTo(401);
        assertThat(status(CONNECT, "hunter2-three")).isEqualTo(200);
    }

    @Test
    void plainTextTurnsWhenTheSeedSaysSoAndLeavesNothingBehind() {
        assertThat(realm.apply(client("'secretStorage': 'plain', 'clientSecret': '" + ONE + "'"))
                        .exitCode())
                .isZero();
        assertThat(whatKeycloakTells()).contains("hunter2-one");
        assertThat(realm.apply(client("'clientSecret': '" + ONE + "'")).out()).startsWith("Nothing to do");
        ClientRepresentation rotated = representation();
        rotated.getAttributes().put("client.secret.rotated", ONE);
        rotated.getAttributes().put("client.secret.rotated.expiration.time", "1900000000");
        realm.client("c").update(rotated);

        Invocation turn = realm.apply(client("'secretStorage': 'hashed', 'clientSecret': '" + ONE + "'"));

        assertThat(turn.exitCode()).as(turn.err()).isZero();
        assertThat(turn.out())
                .contains(
                        "  clientAuthenticatorType: 'client-secret' -> 'authscape-secret'\n",
                        "  secret: in plain text no more\n",
                        "  secrets: + 'default'\n");
        assertThat(whatKeycloakTells()).doesNotContain("hunter2");
        assertThat(representation().getSecret()).hasSizeGreaterThan(40);
        assertThat(status(CONNECT, ONE)).isEqualTo(200);
        realm.forgetEvents();
        assertThat(realm.apply(client("'clientSecret': '" + ONE + "'")).out()).startsWith("Nothing to do");
        assertThat(realm.writes()).isEmpty();

        Invocation back = realm.apply(client("'secretStorage': 'plain', 'clientSecret': '" + ONE + "'"));
        assertThat(back.exitCode()).as(back.err()).isZero();
        assertThat(representation().getSecret()).isEqualTo(ONE);
        assertThat(representation().getAttributes()).doesNotContainKey("authscape.secrets");
        assertThat(status(CONNECT, ONE)).isEqualTo(200);
    }

    @Test
    void aSecretThatOnlyKeycloakKnowsTurnsToo() {
        realm.apply(client("'secretStorage': 'plain', 'clientSecret': '" + ONE + "'"));

        Invocation turn = realm.apply(client("'secretStorage': 'hashed'"));

        assertThat(turn.exitCode()).as(turn.err()).isZero();
        assertThat(whatKeycloakTells()).doesNotContain("hunter2");
        assertThat(status(CONNECT, ONE)).isEqualTo(200);
    }

    @Test
    void whatWasRevokedIsRefusedBeforeTheFirstWrite() {
        realm.apply(client("'clientSecret': '" + ONE + "'"));
        change(list -> list.each(secret -> secret.revokedAt(Instant.parse("2026-11-01T00:00:00Z"))));
        realm.forgetEvents();

        for (String command : List.of("plan", "apply")) {
            Invocation refused = realm.run(
                    command,
                    client("'clientSecret': '" + ONE + "'")
                            + ", \"scopes\": [ { \"name\": \"new\", \"resources\": [] } ]");
            assertThat(refused.exitCode()).as(command).isEqualTo(1);
            assertThat(refused.err())
                    .contains(
                            "error: client 'c': its secret 'default' was revoked at 2026-11-01T00:00:00Z, and it can't"
                                    + " come back; give the seed another secret, or make one by 'authscape rotate'");
        }
        assertThat(realm.writes()).isEmpty();

        assertThat(realm.apply(client("'clientSecret': '" + TWO + "'")).exitCode())
                .isZero();
        assertThat(secrets()).extracting(HashedSecret::id).containsExactly("default", "default-2");
        assertThat(status(CONNECT, ONE)).isEqualTo(401);
        assertThat(status(CONNECT, TWO)).isEqualTo(200);
    }

    @Test
    void aRotationStaysWhateverTheSeedStillSays() {
        realm.apply(client("'clientSecret': '" + ONE + "'"));
        change(list -> list.each(secret -> secret.expiring(Instant.parse("2999-01-01T00:00:00Z")))
                .with(HashedSecret.of("rotated-1", Pbkdf2Hash.of(TWO).text(), Instant.now())));
        realm.forgetEvents();

        Invocation stale = realm.apply(client("'clientSecret': '" + ONE + "'"));

        assertThat(stale.exitCode()).isZero();
        assertThat(stale.out()).startsWith("Nothing to do");
        assertThat(stale.err())
                .contains("note: client 'c': its secret in the seed, 'default', runs out at 2999-01-01T00:00:00Z: a"
                        + " rotation has replaced it; give the seed the new one");
        assertThat(realm.writes()).isEmpty();
    }

    @Test
    void aRealmWithoutTheFlowIsRefusedUntilSetupBroughtIt() {
        bind("clients");
        realm.forgetEvents();
        for (String command : List.of("plan", "apply")) {
            Invocation refused = realm.run(command, client("'clientSecret': '" + ONE + "'"));
            assertThat(refused.exitCode()).as(command).isEqualTo(1);
            assertThat(refused.err())
                    .contains("its client-authentication flow lacks AuthScape's authenticator 'authscape-secret'")
                    .contains("run 'authscape setup'");
        }
        assertThat(realm.writes()).isEmpty();

        assertThat(realm.runAlone("setup").out())
                .contains("changed the realm's client authentication, from flow 'clients' to 'authscape clients'");

        assertThat(realm.apply(client("'clientSecret': '" + ONE + "'")).exitCode())
                .isZero();
        assertThat(status(CONNECT, ONE)).isEqualTo(200);
    }

    @Test
    void aRealmIsCopiedWithoutKnowingItsSecrets() {
        realm.apply(client("'clientSecrets': [ { 'id': 'a', 'secret': '" + ONE + "', 'label': 'from July on' }, { 'id':"
                + " 'b', 'secret': '" + TWO + "', 'expires': '2999-01-01T00:00:00Z' } ]"));
        Invocation export = realm.runAlone("export", "--owner", "it");
        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(export.out()).doesNotContain("hunter2").contains("\"label\": \"from July on\"");
        List<HashedSecret> before = secrets();
        realm.client("c").remove();

        Invocation copy = Invocation.of(
                Map.of(
                        "AUTHSCAPE_SERVER", testRealm.server().url(),
                        "AUTHSCAPE_USERNAME", "admin",
                        "AUTHSCAPE_PASSWORD", "admin"),
                export.out(),
                "apply",
                "-f",
                "-");

        assertThat(copy.exitCode()).as(copy.err()).isZero();
        assertThat(secrets())
                .extracting(HashedSecret::id, HashedSecret::hash, HashedSecret::expires, HashedSecret::label)
                .containsExactlyElementsOf(before.stream()
                        .map(secret -> tuple(secret.id(), secret.hash(), secret.expires(), secret.label()))
                        .toList());
        assertThat(status(CONNECT, ONE)).isEqualTo(200);
        assertThat(status(CONNECT, TWO)).isEqualTo(200);
    }

    private static String client(String members) {
        return "\"clients\": [ { \"clientId\": \"c\", \"permissions\": [ \"ept:token\", \"gt:client_credentials\" ], "
                + members.replace('\'', '"') + " } ]";
    }

    private void bind(String flow) {
        RealmRepresentation whole = testRealm.admin().toRepresentation();
        whole.setClientAuthenticationFlow(flow);
        testRealm.admin().update(whole);
    }

    private void change(UnaryOperator<SecretList> change) {
        ClientRepresentation client = representation();
        client.getAttributes()
                .put(
                        "authscape.secrets",
                        change.apply(SecretList.read(client.getAttributes())).text());
        realm.client("c").update(client);
    }

    private List<HashedSecret> secrets() {
        return SecretList.read(representation().getAttributes()).secrets();
    }

    private ClientRepresentation representation() {
        return realm.client("c").toRepresentation();
    }

    private String whatKeycloakTells() {
        try {
            return new ObjectMapper().writeValueAsString(representation());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private int status(String door, String secret) {
        String form = "grant_type=client_credentials&client_id=c&client_secret="
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(testRealm.uri(door))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString()).statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
