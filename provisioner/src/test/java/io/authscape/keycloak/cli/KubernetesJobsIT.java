package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.kubernetes.Manifests;
import io.authscape.keycloak.secret.FakeKubernetes;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * The realm of the manifests on a real Keycloak, and what their pods are started with: with folders as Kubernetes mounts
 * them, and a server of ours in place of Kubernetes' API.
 */
@ExtendWith(KeycloakExtension.class)
class KubernetesJobsIT {

    private static final String REALM = "kubernetes";
    private static final String ACCOUNT_SECRET = "a-secret-of-this-test-alone";
    private static final String SINK = "services/background-service";

    private final KeycloakServer server;

    @TempDir
    private Path folder;

    private FakeKubernetes kubernetes;

    KubernetesJobsIT(KeycloakServer server) {
        this.server = server;
    }

    /** What the operator's import Job does: the placeholder is the Secret's value. */
    @BeforeEach
    void importRealm() throws Exception {
        JsonNode spec = Manifests.one("KeycloakRealmImport", "authscape").path("spec");
        ObjectNode realm = (ObjectNode) new ObjectMapper()
                .readTree(spec.path("realm").toString().replace("${PROVISIONER_SECRET}", ACCOUNT_SECRET));
        realm.put("realm", REALM);
        server.admin().realms().create(new ObjectMapper().treeToValue(realm, RealmRepresentation.class));

        kubernetes = new FakeKubernetes();
        // As service-secrets.yaml makes it: there, and empty.
        kubernetes.put(SINK, "client-secret", "");
        kubernetes.get(SINK).remove("data");
        // Its role doesn't let it make any.
        kubernetes.forbid("POST");
        mount("seeds", "clients.json", Files.readString(Manifests.FOLDER.resolve("seeds/clients.json")));
        mount("account", "client-secret", ACCOUNT_SECRET);
        Files.writeString(folder.resolve("token"), FakeKubernetes.TOKEN);
    }

    /** A link to a link to a folder whose name begins with dots: that's how a change arrives whole. */
    private void mount(String volume, String file, String text) throws IOException {
        Path mounted = Files.createDirectory(folder.resolve(volume));
        Path version = Files.createDirectory(mounted.resolve("..2026_11_28_20_00_00.123456789"));
        Files.writeString(version.resolve(file), text);
        Files.createSymbolicLink(mounted.resolve("..data"), version.getFileName());
        Files.createSymbolicLink(mounted.resolve(file), Path.of("..data", file));
    }

    @AfterEach
    void remove() {
        kubernetes.close();
        server.admin().realm(REALM).remove();
    }

    @Test
    void theJobAppliesAndTheCronJobRotates() {
        Invocation first = run(0, Map.of());
        assertThat(first.exitCode()).as(first.all()).isZero();
        assertThat(first.out()).contains("created client 'background-service'");
        String secret = secret();
        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertThatAServiceGetsATokenBy(secret);

        Invocation again = run(0, Map.of());
        assertThat(again.out()).startsWith("Nothing to do");

        Invocation nightly = run(1, Map.of());
        assertThat(nightly.exitCode()).as(nightly.all()).isZero();
        assertThat(nightly.all()).contains("client 'background-service': not due");
        assertThat(secret()).isEqualTo(secret);

        Invocation due = run(1, Map.of("--older-than=90d", "--older-than=0s"));
        assertThat(due.exitCode()).as(due.all()).isZero();
        assertThat(due.all()).contains("client 'background-service': rotated").doesNotContain(secret, secret());
        assertThat(secret()).isNotEqualTo(secret);
        assertThatAServiceGetsATokenBy(secret());
        // A service that hasn't read its Secret again.
        assertThatAServiceGetsATokenBy(secret);
    }

    /** A pod's arguments, with this machine's places for the cluster's. */
    private Invocation run(int pod, Map<String, String> changes) {
        List<String> arguments = Manifests.arguments(Manifests.podSpecs().get(pod)).stream()
                .map(argument -> changes.getOrDefault(argument, argument))
                .filter(argument -> !argument.startsWith("--ca-file="))
                .map(argument -> argument.replaceFirst("^--server=.*", "--server=" + server.url())
                        .replaceFirst("^--auth-realm=authscape$", "--auth-realm=" + REALM)
                        .replace(
                                "/run/secrets/account",
                                folder.resolve("account").toString())
                        .replace("=/seeds", "=" + folder.resolve("seeds")))
                .toList();
        Map<String, String> env = Map.of(
                "AUTHSCAPE_REALM", REALM,
                "AUTHSCAPE_KUBERNETES_URL", kubernetes.url(),
                "AUTHSCAPE_KUBERNETES_TOKEN_FILE", folder.resolve("token").toString());
        return Invocation.of(env, "", arguments.toArray(String[]::new));
    }

    private String secret() {
        return new String(
                Base64.getDecoder()
                        .decode(kubernetes.get(SINK).at("/data/client-secret").asText()),
                StandardCharsets.UTF_8);
    }

    private void assertThatAServiceGetsATokenBy(String secret) {
        String seed = "{ \"version\": 1, \"owner\": \"x\", \"realm\": \"" + REALM + "\", \"clients\": [ { \"clientId\":"
                + " \"background-service\", \"clientSecret\": \"${env:SECRET}\", \"permissions\": [\"ept:token\","
                + " \"gt:client_credentials\", \"scp:api1\"] } ] }";
        Invocation token = Invocation.of(Map.of("SECRET", secret), seed, "token", "-f", "-", "--server", server.url());
        assertThat(token.exitCode()).as(token.all()).isZero();
        assertThat(token.out()).contains("status: 200", "\"aud\" : \"resource_server_1\"");
    }
}
