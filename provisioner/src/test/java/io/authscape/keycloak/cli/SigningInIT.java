package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.authscape.keycloak.key.Certificates;
import io.authscape.keycloak.testkit.KeycloakServer;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.ClientRepresentation;

/** All ways to sign in, to a Keycloak whose certificate no JVM trusts and that asks for ours. */
class SigningInIT {

    private static final String CLIENT =
            "\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\" } ]";

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static KeycloakServer server;
    private static ProvisionedRealm realm;

    @BeforeAll
    static void start() {
        certificates = new Certificates(folder).issue("server").issue("ci-certificate");
        server = KeycloakServer.builder()
                .name("tls")
                .https(certificates.certificateFile("server"), certificates.keyFile("server"))
                .option("--https-client-auth=request")
                .option("--truststore-paths=" + certificates.authority())
                .start();
        realm = new ProvisionedRealm(server.rootRealm());
        realm.apply(CLIENT);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aServersOwnAuthorityIsTrustedWhenItIsNamed() {
        Invocation trusted = apply(Map.of("AUTHSCAPE_CA_FILE", authority()));
        assertThat(trusted.exitCode()).as(trusted.all()).isZero();

        Invocation unknown = apply(Map.of());
        assertThat(unknown.exitCode()).isEqualTo(69);
        assertThat(unknown.err())
                .contains("error: can't reach Keycloak: no trusted TLS connection: ")
                .doesNotContain("tried");
    }

    @Test
    void theTokenCommandTrustsItToo() {
        Map<String, String> env = new HashMap<>(Map.of(
                "AUTHSCAPE_SERVER", server.httpsUrl(),
                "AUTHSCAPE_REALM", realm.name()));
        String seed = """
                { "version": 1, "owner": "it", "realm": "authscape", "clients": [
                  { "clientId": "t", "clientSecret": "hunter2hunter2",
                    "permissions": ["ept:token", "gt:client_credentials"] } ] }""";
        assertThat(realm.apply(seed.substring(seed.indexOf("\"clients\""), seed.lastIndexOf('}')))
                        .exitCode())
                .isZero();
        assertThat(Invocation.of(env, seed, "token", "-f", "-").exitCode()).isEqualTo(69);
        Invocation token = Invocation.of(env, seed, "token", "-f", "-", "--ca-file", authority());
        assertThat(token.exitCode()).as(token.all()).isZero();
        assertThat(token.out()).contains("status: 200");
    }

    @Test
    void aClientSignsInWithAKeyOfEitherKind() throws Exception {
        RSAKey rsa =
                new RSAKeyGenerator(2048).keyID("r").keyUse(KeyUse.SIGNATURE).generate();
        ECKey ec = new ECKeyGenerator(Curve.P_256)
                .keyID("e")
                .keyUse(KeyUse.SIGNATURE)
                .generate();
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(rsa.toPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        signsInWithKey(rsa, pem);
        signsInWithKey(rsa, rsa.toJSONString());
        signsInWithKey(ec, ec.toJSONString());
    }

    private static void signsInWithKey(JWK key, String file) throws Exception {
        ClientRepresentation known = new ClientRepresentation();
        known.setClientAuthenticatorType("client-jwt");
        known.setAttributes(Map.of(
                "use.jwks.string",
                "true",
                "jwks.string",
                new JWKSet(key).toString(true),
                "token.endpoint.auth.signing.alg",
                key instanceof RSAKey ? "RS256" : "ES256"));
        try (CiClient ci = CiClient.like(known, server, realm.name(), "manage-clients")) {
            Path path = Files.writeString(Files.createTempFile(folder, "key", ""), file, StandardCharsets.UTF_8);
            Invocation run = apply(Map.of(
                    "AUTHSCAPE_CA_FILE", authority(),
                    "AUTHSCAPE_CLIENT_ID", ci.clientId(),
                    "AUTHSCAPE_CLIENT_KEY_FILE", path.toString()));
            assertThat(run.exitCode()).as(run.all()).isZero();
        }
    }

    @Test
    void aKeyThatKeycloakDoesNotKnowIsNotAllowed() throws Exception {
        try (CiClient ci = new CiClient(server, realm.name(), "manage-clients")) {
            Path path = Files.writeString(
                    folder.resolve("other.jwk"),
                    new RSAKeyGenerator(2048).generate().toJSONString());
            Map<String, String> env = new HashMap<>(ci.env());
            env.remove("AUTHSCAPE_CLIENT_SECRET");
            env.put("AUTHSCAPE_CLIENT_KEY_FILE", path.toString());
            env.put("AUTHSCAPE_CA_FILE", authority());
            Invocation run = apply(env);
            assertThat(run.exitCode()).isEqualTo(77);
            assertThat(run.err()).contains("error: can't sign in to realm 'master': Keycloak answered 401");
        }
    }

    @Test
    void aClientSignsInWithItsCertificate() {
        ClientRepresentation known = new ClientRepresentation();
        known.setClientAuthenticatorType("client-x509");
        known.setAttributes(Map.of("x509.subjectdn", "CN=ci-certificate"));
        try (CiClient ci = CiClient.like(known, server, realm.name(), "manage-clients")) {
            Map<String, String> env = Map.of(
                    "AUTHSCAPE_CA_FILE",
                    authority(),
                    "AUTHSCAPE_USERNAME",
                    "",
                    "AUTHSCAPE_CLIENT_ID",
                    ci.clientId(),
                    "AUTHSCAPE_TLS_CERT_FILE",
                    certificates.pkcs12("ci-certificate").toString(),
                    "AUTHSCAPE_TLS_PASSWORD",
                    Certificates.PASSWORD);
            Invocation run = apply(env);
            assertThat(run.exitCode()).as(run.all()).isZero();
        }
    }

    @Test
    void aClientsCredentialsComeBeforeAUserUnlessTheUserIsWritten() {
        try (CiClient ci = new CiClient(server, realm.name(), "view-clients")) {
            Map<String, String> env = new HashMap<>(ci.env());
            env.put("AUTHSCAPE_USERNAME", "admin");
            String other = CLIENT.replace("\"c\"", "\"other\"");
            Invocation asClient = realm.apply(env, other);
            assertThat(asClient.exitCode()).as("the client may not write").isEqualTo(77);
            env.put("AUTHSCAPE_CLIENT_ID", "admin-cli");
            env.remove("AUTHSCAPE_CLIENT_SECRET");
            assertThat(realm.apply(env, other).exitCode())
                    .as("a client without a secret is what the user signs in through")
                    .isZero();
        }
    }

    @Test
    void aServerThatIsStillStartingIsWaitedFor() throws Exception {
        Map<String, String> env = Map.of(
                "AUTHSCAPE_SERVER",
                server.httpsUrl(),
                "AUTHSCAPE_REALM",
                realm.name(),
                "AUTHSCAPE_USERNAME",
                "admin",
                "AUTHSCAPE_PASSWORD",
                "admin",
                "AUTHSCAPE_CA_FILE",
                authority(),
                "AUTHSCAPE_WAIT",
                "300");
        StringWriter err = new StringWriter();
        CompletableFuture<Void> down = new CompletableFuture<>();
        CompletableFuture<Invocation> applied = down.thenApplyAsync(
                nothing -> Invocation.of(err, env, ProvisionedRealm.seed(CLIENT), "apply", "-f", "-"));
        server.restart(() -> {
            down.complete(null);
            while (!err.toString().contains("waiting")) {
                assertThat(applied).as(err.toString()).isNotDone();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        });
        Invocation run = applied.get(5, TimeUnit.MINUTES);
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.err()).contains("waiting up to 300 s for " + server.httpsUrl() + ": can't ");
    }

    @Test
    void wrongCredentialsAreNotWaitedFor() {
        Invocation run = apply(Map.of(
                "AUTHSCAPE_CA_FILE", authority(), "AUTHSCAPE_WAIT", "300", "AUTHSCAPE_PASSWORD", "wrong-hunter2"));
        assertThat(run.exitCode()).isEqualTo(77);
        assertThat(run.err())
                .contains("error: can't sign in to realm 'master': Keycloak answered 400")
                .doesNotContain("waiting", "tried", "hunter2");
    }

    private static Invocation apply(Map<String, String> more) {
        Map<String, String> env = new HashMap<>(more);
        env.put("AUTHSCAPE_SERVER", server.httpsUrl());
        return realm.apply(env, CLIENT);
    }

    private static String authority() {
        return certificates.authority().toString();
    }
}
