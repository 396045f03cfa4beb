package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.StartMode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code start --optimized --import-realm}, below {@code --http-relative-path=/auth}, another realm at the root. */
class ProductionStartIT {

    private static KeycloakServer server;

    @BeforeAll
    static void start() {
        server = KeycloakServer.builder()
                .name("production")
                .mode(StartMode.OPTIMIZED)
                .relativePath("/auth")
                .option("--spi-realm-restapi-extension--connect--realm=authscape")
                .start();
        DocumentedClients.createIn(server.rootRealm());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theDoorIsBelowTheRelativePath() {
        HttpResponse<String> response =
                Wire.http1().post(server.baseUri().resolve("connect/token"), Wire.DOCUMENTED_BODY);

        assertThat(server.baseUri().getPath()).isEqualTo("/auth/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Wire.json(response).fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "expires_in");
    }

    @Test
    void theRealmsDoorToo() {
        assertThat(Wire.http1()
                        .post(server.rootRealm().uri("connect/token"), Wire.DOCUMENTED_BODY)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void noDoorIsAboveIt() {
        assertThat(Wire.http1()
                        .post(server.baseUri().resolve("/connect/token"), Wire.DOCUMENTED_BODY)
                        .statusCode())
                .isEqualTo(404);
    }
}
