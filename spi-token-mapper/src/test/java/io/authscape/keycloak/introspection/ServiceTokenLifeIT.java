package io.authscape.keycloak.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.lang.Runtime.Version;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A service token at Keycloak's own introspection and revocation endpoints. */
@ExtendWith(KeycloakExtension.class)
class ServiceTokenLifeIT {

    private static final String SERVICE = "client_id=background-service&client_secret=service-secret-here";
    private static final String RESOURCE_SERVER =
            "client_id=resource_server_1&client_secret=" + DocumentedClients.RESOURCE_SERVER_SECRET;

    private static TestRealm realm;

    @BeforeAll
    static void documentedClients(TestRealm own) {
        realm = own;
        DocumentedClients.createIn(realm);
        realm.create(DocumentedClients.introspecting(DocumentedClients.service("outsider", "outsider-secret")));
    }

    @Test
    void isActiveForAnAudienceAndHasNoUsername() {
        JsonNode answer = introspect(token(), RESOURCE_SERVER);

        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("sub").asText()).isEqualTo("background-service");
        assertThat(answer.path("client_id").asText()).isEqualTo("background-service");
        assertThat(answer.path("scope").asText()).isEqualTo("api1");
        assertThat(answer.has("username")).isFalse();
        assertThat(answer.has("preferred_username")).isFalse();
    }

    /** Keycloak asks for the audience since 26.7; before, everybody who may introspect is told. */
    @Test
    void isInactiveForAClientOutsideTheAudience() {
        JsonNode answer = introspect(token(), "client_id=outsider&client_secret=outsider-secret");

        assertThat(answer.path("active").asBoolean()).isEqualTo(!keycloakChecksAudience());
        assertThat(answer.has("username")).isFalse();
    }

    @Test
    void isInactiveAfterItsClientHasRevokedIt() {
        String token = token();

        HttpResponse<String> revoked = revoke(token, SERVICE);

        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(introspect(token, RESOURCE_SERVER).path("active").asBoolean())
                .isFalse();
    }

    @Test
    void staysActiveWhenAnotherClientWantsItRevoked() {
        String token = token();

        revoke(token, "client_id=outsider&client_secret=outsider-secret");

        assertThat(introspect(token, RESOURCE_SERVER).path("active").asBoolean())
                .isTrue();
    }

    @Test
    void isInactiveWhenTamperedWith() {
        String token = token();
        String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";

        assertThat(introspect(forged, RESOURCE_SERVER).path("active").asBoolean())
                .isFalse();
    }

    @Test
    void isInactiveOnceItsClientIsDisabled() {
        realm.create(DocumentedClients.service("short-lived", "short-lived-secret", "api1"));
        String token = Wire.accessToken(Wire.http1()
                .post(
                        realm.uri("connect/token"),
                        "grant_type=client_credentials&scope=api1&client_id=short-lived"
                                + "&client_secret=short-lived-secret"));
        var client = realm.client("short-lived");
        var representation = client.toRepresentation();
        representation.setEnabled(false);
        client.update(representation);

        assertThat(introspect(token, RESOURCE_SERVER).path("active").asBoolean())
                .isFalse();
    }

    private static String token() {
        return Wire.accessToken(Wire.http1().post(realm.uri("connect/token"), Wire.DOCUMENTED_BODY));
    }

    private static JsonNode introspect(String token, String credentials) {
        HttpResponse<String> response = Wire.http1()
                .post(realm.uri("protocol/openid-connect/token/introspect"), credentials + "&token=" + token);
        assertThat(response.statusCode()).isEqualTo(200);
        return Wire.json(response);
    }

    private static HttpResponse<String> revoke(String token, String credentials) {
        return Wire.http1().post(realm.uri("protocol/openid-connect/revoke"), credentials + "&token=" + token);
    }

    private static boolean keycloakChecksAudience() {
        Version asked = Version.parse(System.getProperty("keycloak.version"));
        return asked.compareTo(Version.parse("26.7")) >= 0;
    }
}
