package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the shipped seed to the token, as {@code ./authscape up} goes: through the root of a real Keycloak. */
@ExtendWith(KeycloakExtension.class)
class DocumentedFlowIT {

    private static final String SECRET = "service-secret-here";

    private final Map<String, String> env;

    DocumentedFlowIT(KeycloakServer server) {
        env = Map.of(
                "BACKGROUND_SERVICE_SECRET", SECRET,
                "RESOURCE_SERVER_1_SECRET", "846B62D0-DEF9-4215-A99D-86E6B8DAB342",
                "AUTHSCAPE_FILE", "../realm-config/seeds/background-service.json",
                "AUTHSCAPE_SERVER", server.url(),
                "AUTHSCAPE_USERNAME", "admin",
                "AUTHSCAPE_PASSWORD", "admin");
    }

    @Test
    void theSeededServiceGetsTheDocumentedToken() {
        assertThat(Invocation.of(env, "", "apply").exitCode()).isZero();

        Invocation token = Invocation.of(env, "", "token");

        assertThat(token.exitCode()).isZero();
        assertThat(Stream.of(
                        "status: 200",
                        "\"typ\" : \"at+jwt\"",
                        "\"sub\" : \"background-service\"",
                        "\"aud\" : [ \"resource_server_1\", \"rust_server\" ]",
                        "\"scope\" : \"api1\""))
                .allSatisfy(line -> assertThat(token.out()).contains(line));
        assertThat(token.all()).doesNotContain(SECRET);
    }
}
