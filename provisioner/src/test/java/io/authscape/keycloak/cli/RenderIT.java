package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code authscape render}: a Keycloak that starts with the file has what an apply would have made. */
class RenderIT {

    private static final String SEED = "{ \"version\": 1, \"owner\": \"it\", \"realm\": \"authscape\", "
            + EveryFieldIT.SEED.replace("\"clients\": [", """
                    "clients": [
                      { "clientId": "service", "clientSecret": "${env:SERVICE_SECRET}", "claims": { "companyId": "1" },
                        "permissions": ["ept:token", "gt:client_credentials", "scp:orders"] },""")
            + " }";

    @Test
    void aKeycloakThatImportsItNeedsNothing(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("authscape-realm.json");
        Map<String, String> env = Map.of("SERVICE_SECRET", "hunter2hunter2");
        Invocation render = Invocation.of(env, SEED, "render", "-f", "-", "--allow-acts-as", "--out", file.toString());
        assertThat(render.exitCode()).as(render.err()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        try (KeycloakServer server =
                KeycloakServer.builder().name("rendered").realmFile(file).start()) {
            TestRealm realm = server.rootRealm();
            RealmCommands commands = RealmCommands.of(realm);
            assertThat(commands.run("setup").out()).startsWith("Nothing to do");
            Invocation apply = commands.runWith(env, withoutActsAs(), "apply", "-f", "-");
            assertThat(apply.out()).as(apply.all()).startsWith("Nothing to do");

            ObjectNode imported = token(realm);
            RealmCommands made = RealmCommands.of(server.realm("made"));
            assertThat(made.run("setup", "--create-realm").exitCode()).isZero();
            assertThat(made.runWith(env, withoutActsAs(), "apply", "-f", "-").exitCode())
                    .isZero();
            assertThat(imported.path("aud").asText()).isEqualTo("orders-api");
            assertThat(imported.path("companyId").asText()).isEqualTo("1");
            assertThat(imported.put("iss", ""))
                    .isEqualTo(token(server.realm("made")).put("iss", ""));
        }
    }

    /** The user as whom it would act isn't part of the file. */
    private static String withoutActsAs() {
        return SEED.replaceFirst("\\{ \"clientId\": \"7\"[^\\n]*\\n", "");
    }

    private static ObjectNode token(TestRealm realm) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(realm.uri("connect/token").toString()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id=service&scope=orders"
                        + "&client_secret=hunter2hunter2"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return StockRealm.claims(response.body().replaceAll("(?s).*\"access_token\"\\s*:\\s*\"([^\"]*)\".*", "$1"));
    }
}
