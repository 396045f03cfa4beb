package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;

/** A client whose secret Keycloak only knows as a hash. */
@ExtendWith(KeycloakExtension.class)
class HashedSecretIT {

    private static TestRealm realm;

    @BeforeAll
    static void create(TestRealm testRealm) {
        realm = testRealm;
        realm.create(DocumentedClients.scope("api1", "resource_server_1"));
        ClientRepresentation client = DocumentedClients.service("hashed", "keycloaks-own", "api1");
        client.setClientAuthenticatorType("authscape-secret");
        client.getAttributes()
                .put(
                        AttributeNames.SECRETS,
                        "{\"v\":1,\"secrets\":[{\"id\":\"default\",\"hash\":\""
                                + SecretHash.of("service-secret-here").text() + "\"}]}");
        realm.create(client);
    }

    @Test
    void theRightSecretGetsAToken() {
        assertThat(post(nativeDoor(), "service-secret-here").statusCode()).isEqualTo(200);
        HttpResponse<String> r = post(alias(), "service-secret-here");
        assertThat(r.statusCode()).as(r.body()).isEqualTo(200);
    }

    @Test
    void aWrongOneDoesnt() {
        HttpResponse<String> natively = post(nativeDoor(), "wrong");
        HttpResponse<String> atTheAlias = post(alias(), "keycloaks-own");

        assertThat(natively.statusCode()).isEqualTo(401);
        assertThat(Wire.json(natively).path("error").asText()).isEqualTo("invalid_client");
        assertThat(natively.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(atTheAlias.statusCode()).isEqualTo(401);
        assertThat(Wire.json(atTheAlias).path("error_description").asText())
                .isEqualTo("The specified client credentials are invalid.");
    }

    private static HttpResponse<String> post(URI door, String secret) {
        return Wire.http1().post(door, "grant_type=client_credentials&client_id=hashed&client_secret=" + secret);
    }

    private static URI nativeDoor() {
        return realm.uri("protocol/openid-connect/token");
    }

    private static URI alias() {
        return realm.uri("connect/token");
    }
}
