package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** The realm attributes {@code authscape.wire.*}; a change counts with the next request. */
@ExtendWith(KeycloakExtension.class)
class WireSettingsIT {

    private static final String SECRET = "&client_id=background-service&client_secret=" + DocumentedClients.SECRET;

    /** Header {"alg":"RS256","typ":"JWT"}; {"iss":"nobody","sub":"nobody"}, and a signature that is none. */
    private static final String ASSERTION =
            "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
                    + "&client_assertion=eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJub2JvZHkiLCJzdWIiOiJub2JvZHkifQ.c2ln";

    private static TestRealm realm;

    @BeforeAll
    static void documentedClients(TestRealm given) {
        realm = given;
        DocumentedClients.createIn(realm);
        realm.create(DocumentedClients.scope("api2"));
        ClientRepresentation open = DocumentedClients.service("open", null, "api1");
        open.setPublicClient(true);
        open.setServiceAccountsEnabled(false);
        realm.create(open);
    }

    @AfterEach
    void openIddict() {
        set("authscape.wire.errors", "openiddict");
        set("authscape.wire.disclosure", "openiddict");
        set("authscape.wire.disallowed-scope", "invalid_request");
    }

    @Test
    void errorsInKeycloaksWords() {
        set("authscape.wire.errors", "keycloak");

        HttpResponse<String> alias = token("client_credentials", "&client_id=background-service&client_secret=x");
        HttpResponse<String> keycloaks = Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token"),
                        "grant_type=client_credentials&client_id=background-service&client_secret=x");
        assertThat(alias.statusCode()).isEqualTo(keycloaks.statusCode());
        assertThat(alias.body()).isEqualTo(keycloaks.body());
        assertThat(Wire.http1().get(realm.uri("connect/token")).statusCode()).isEqualTo(405);
        assertThat(Wire.json(token("client_credentials", SECRET + "&scope=api1"))
                        .size())
                .isEqualTo(3);
    }

    @Test
    void aDisallowedScopeByTheRfc() {
        set("authscape.wire.disallowed-scope", "invalid_scope");

        HttpResponse<String> refused = token("client_credentials", SECRET + "&scope=api2");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"error\":\"invalid_scope\"", "ID2051");
    }

    /** Rows 12 to 16 can't be told apart, and an unknown scope tells nothing to who isn't a client. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_credentials:&client_id=nobody&client_secret=x&scope=api1",
                "client_credentials:&client_id=nobody&client_secret=x&scope=nope",
                "client_credentials:&client_id=background-service&client_secret=x&scope=nope",
                "client_credentials:&client_id=background-service&client_secret=x&scope=api1",
                "client_credentials:&client_id=open&client_secret=x",
                "client_credentials:" + ASSERTION,
                "client_credentials:&client_id=background-service" + ASSERTION,
                "refresh_token:&client_id=open&client_secret=x&refresh_token=x",
                "refresh_token:&client_id=background-service&refresh_token=x",
            })
    void aQuietRealmHasOneWordForAllThatIsWrongWithAClient(String request) {
        set("authscape.wire.disclosure", "quiet");

        HttpResponse<String> refused = token(request.split(":", 2)[0], request.split(":", 2)[1]);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("invalid_client", "ID2055");
    }

    @Test
    void aQuietRealmRaisesOneEventARequest() {
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.setEventsEnabled(true);
        realm.admin().update(representation);
        realm.admin().clearEvents();
        set("authscape.wire.disclosure", "quiet");

        token("client_credentials", "&client_id=background-service&client_secret=x&scope=nope");

        assertThat(realm.admin().getEvents()).hasSize(1);
    }

    @Test
    void aQuietRealmTellsItsClientsOfScopesAndOfMissingSecrets() {
        set("authscape.wire.disclosure", "quiet");

        assertThat(token("client_credentials", SECRET + "&scope=nope").body()).contains("invalid_scope", "ID2052");
        assertThat(token("client_credentials", "&client_id=nobody").body()).contains("ID2057");
        assertThat(token("client_credentials", SECRET + "&scope=api1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void rows13And14OfAPublicClient() {
        assertThat(token("client_credentials", "&client_id=open&client_secret=x")
                        .body())
                .contains("unauthorized_client", "ID2043");
        assertThat(token("refresh_token", "&client_id=open&client_secret=x&refresh_token=x")
                        .body())
                .contains("invalid_client", "ID2053");
    }

    private static HttpResponse<String> token(String grantType, String rest) {
        return Wire.http1().post(realm.uri("connect/token"), "grant_type=" + grantType + rest);
    }

    private static void set(String attribute, String value) {
        RealmRepresentation representation = realm.admin().toRepresentation();
        Map<String, String> attributes = representation.getAttributes();
        attributes.put(attribute, value);
        realm.admin().update(representation);
    }
}
