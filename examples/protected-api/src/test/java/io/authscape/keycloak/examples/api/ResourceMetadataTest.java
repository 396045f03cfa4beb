package io.authscape.keycloak.examples.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spring Security says to everybody about this API (RFC 9728); the identity server isn't asked for it. */
class ResourceMetadataTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "/api/sync"})
    void itPromisesNothingThatTokensAreNot(String resource) {
        try (RunningApi api = new RunningApi("http://127.0.0.1:1/realms/x")) {
            HttpResponse<String> answer = api.call("GET", "/.well-known/oauth-protected-resource" + resource, null);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("\"resource\":\"" + api.url() + resource)
                    .contains("\"tls_client_certificate_bound_access_tokens\":false");
        }
    }
}
