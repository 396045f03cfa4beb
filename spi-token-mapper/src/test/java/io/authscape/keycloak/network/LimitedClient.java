package io.authscape.keycloak.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.permission.GuardedRealm;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.keycloak.representations.idm.ClientRepresentation;

/** A client that may do whatever Keycloak has, and that an admin limits to networks. */
record LimitedClient(GuardedRealm realm, String id) {

    private static final String[] EVERYTHING = {
        "ept:token",
        "ept:authorization",
        "ept:pushed_authorization",
        "ept:device_authorization",
        "ept:introspection",
        "ept:revocation",
        "ept:end_session",
        "gt:client_credentials",
        "gt:authorization_code",
        "gt:implicit",
        "gt:password",
        "gt:refresh_token",
        "gt:urn:ietf:params:oauth:grant-type:device_code",
        "gt:urn:ietf:params:oauth:grant-type:token-exchange",
        "gt:urn:openid:params:grant-type:ciba",
        "rst:code",
        "rst:token",
        "rst:id_token token",
        "rst:code id_token",
        "scp:api1"
    };

    static LimitedClient in(GuardedRealm realm, String... networks) {
        LimitedClient client = new LimitedClient(
                realm, realm.client(UUID.randomUUID().toString().substring(0, 8) + "-limited", EVERYTHING));
        client.limitTo(networks);
        return client;
    }

    /** From anywhere, if there are none. */
    void limitTo(String... networks) {
        write(networks.length == 0 ? "" : "{\"v\":1,\"networks\":[\"" + String.join("\",\"", networks) + "\"]}");
    }

    /** Any text for a list; an empty one takes it away. */
    void write(String list) {
        ClientRepresentation client = realm.realm().client(id).toRepresentation();
        client.getAttributes().put(AttributeNames.NETWORKS, list);
        realm.realm().client(id).update(client);
    }

    /** Asks at an endpoint, as this client. */
    HttpResponse<String> post(String endpoint, String form) {
        return realm.post(endpoint, id, form);
    }

    /** With our words, which name no network. */
    static void assertRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        JsonNode body = Wire.json(response);
        assertThat(body.path("error").asText()).isEqualTo("unauthorized_client");
        assertThat(body.path("error_description").asText()).isEqualTo(NetworkRefusal.DESCRIPTION);
        assertThat(response.body()).doesNotContain("203.0.113", "127.0.0");
    }
}
