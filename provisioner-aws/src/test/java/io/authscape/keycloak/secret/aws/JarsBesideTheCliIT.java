package io.authscape.keycloak.secret.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.authscape.keycloak.secret.FakeKeyVault;
import io.authscape.keycloak.secret.FakeSecretsManager;
import io.authscape.keycloak.secret.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three jars as a user has them, in one folder, on one flat class path; both vendors' clients sign in for real. */
class JarsBesideTheCliIT {

    private static final String SEED = """
            { "version": 1, "owner": "o", "realm": "r", "clients": [
              { "clientId": "of-azure", "clientSecret": "${azure:my.vault.localtest:PORT/billing}" },
              { "clientId": "of-aws", "clientSecret": "${aws:prod/billing#password}" } ] }
            """;

    @TempDir
    private Path folder;

    private TestCertificate certificate;
    private FakeKeyVault azure;
    private FakeSecretsManager aws;
    private HttpServer tokens;
    private volatile String lastForm = "";

    @BeforeEach
    void start() throws Exception {
        certificate = TestCertificate.in(folder);
        azure = new FakeKeyVault(certificate);
        azure.put("billing", "hunter2-of-azure");
        aws = new FakeSecretsManager();
        aws.put("prod/billing", "{\"password\":\"hunter2-of-aws\"}");
        tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        // What a managed identity of Azure's App Service asks.
        tokens.createContext(
                "/identity",
                exchange -> send(
                        exchange,
                        200,
                        "{\"access_token\":\"" + FakeKeyVault.TOKEN
                                + "\",\"expires_on\":\"4102444800\",\"resource\":\"https://vault.localtest\","
                                + "\"token_type\":\"Bearer\"}"));
        tokens.createContext("/realms/r/connect/token", exchange -> {
            lastForm = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            send(exchange, 400, "{\"error\":\"invalid_client\"}");
        });
        tokens.start();
        Files.writeString(folder.resolve("seed.json"), SEED.replace("PORT", Integer.toString(azure.port())));
        Files.writeString(folder.resolve("hosts"), "127.0.0.1 my.vault.localtest localhost\n");
        put("provisioner");
    }

    @AfterEach
    void stop() {
        azure.close();
        aws.close();
        tokens.stop(0);
    }

    @Test
    void bothAreFoundAndDoNotDisturbEachOther() throws Exception {
        put("provisioner-azure");
        put("provisioner-aws");
        String azureSaid = token("of-azure");
        assertThat(lastForm).as(azureSaid).contains("client_secret=hunter2-of-azure");
        String awsSaid = token("of-aws");
        assertThat(lastForm).as(awsSaid).contains("client_secret=hunter2-of-aws");
        assertThat(azureSaid + awsSaid).doesNotContain("hunter2", "Exception", "WARN", "SLF4J");
    }

    @Test
    void withoutThemAMissingJarIsToldByName() throws Exception {
        assertThat(token("of-azure")).contains("authscape-provisioner-azure.jar is missing");
        assertThat(token("of-aws")).contains("authscape-provisioner-aws.jar is missing");
        assertThat(lastForm).isEmpty();
    }

    private void put(String module) throws IOException {
        Path jar = Path.of("..", module, "target", "authscape-" + module + ".jar");
        Files.copy(jar, folder.resolve(jar.getFileName()));
    }

    private String token(String client) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.net.hosts.file=" + folder.resolve("hosts"),
                "-Djavax.net.ssl.trustStore=" + certificate.store(),
                "-Djavax.net.ssl.trustStorePassword=" + TestCertificate.PASSWORD,
                "-jar",
                folder.resolve("authscape-provisioner.jar").toString()));
        String server = "http://127.0.0.1:" + tokens.getAddress().getPort();
        command.addAll(
                List.of("token", "-f", folder.resolve("seed.json").toString(), "--server", server, "--client", client));
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "IDENTITY_ENDPOINT",
                        server + "/identity",
                        "IDENTITY_HEADER",
                        "hunter2-header",
                        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                        aws.url().toString(),
                        "AWS_REGION",
                        "eu-central-1",
                        "AWS_ACCESS_KEY_ID",
                        FakeSecretsManager.KEY_ID,
                        "AWS_SECRET_ACCESS_KEY",
                        "hunter2-secret-key"));
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
