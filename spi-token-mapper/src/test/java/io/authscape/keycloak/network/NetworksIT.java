package io.authscape.keycloak.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.permission.GuardedRealm;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.EventRepresentation;

/** Clients that get tokens from some networks only, asked from loopback; no proxy, and the server expects none. */
@ExtendWith(KeycloakExtension.class)
class NetworksIT {

    private static final String NATIVE = "protocol/openid-connect/token";
    private static final String ALIAS = "connect/token";
    private static final String SERVICE = "grant_type=client_credentials&scope=api1";

    private static final String[] HERE = {"127.0.0.0/8", "::1"};
    private static final String[] ELSEWHERE = {"203.0.113.0/24", "2001:db8::/32"};

    private static GuardedRealm realm;

    @BeforeAll
    static void guard(TestRealm own) {
        realm = new GuardedRealm(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void aTokenIsGivenInsideAndRefusedOutside(String door) {
        LimitedClient inside = LimitedClient.in(realm, HERE);
        LimitedClient outside = LimitedClient.in(realm, ELSEWHERE);

        assertThat(inside.post(door, SERVICE).statusCode()).isEqualTo(200);
        LimitedClient.assertRefused(outside.post(door, SERVICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void anAdminSeesWhoWasRefusedWhereAndWhy(String door) {
        LimitedClient client = LimitedClient.in(realm, ELSEWHERE);

        client.post(door, SERVICE);

        EventRepresentation event = realm.lastEvent(client.id());
        assertThat(event.getType()).isEqualTo("CLIENT_LOGIN_ERROR");
        assertThat(event.getError()).isEqualTo("unauthorized_client");
        assertThat(event.getIpAddress()).isEqualTo("127.0.0.1");
        assertThat(event.getDetails())
                .containsEntry("reason", "client_policy_error")
                .containsEntry("client_policy_error_detail", NetworkRefusal.DESCRIPTION)
                .containsEntry(NetworkRefusal.EVENT_DETAIL, "203.0.113.0/24 2001:db8::/32")
                .doesNotContainKey("missing_permission");
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void aChangedListCountsAtTheNextRequest(String door) {
        LimitedClient client = LimitedClient.in(realm);
        assertThat(client.post(door, SERVICE).statusCode()).isEqualTo(200);

        client.limitTo(ELSEWHERE);
        LimitedClient.assertRefused(client.post(door, SERVICE));

        client.limitTo("203.0.113.0/24", "127.0.0.1");
        assertThat(client.post(door, SERVICE).statusCode()).isEqualTo(200);

        client.limitTo("203.0.113.0/24", "127.0.0.2");
        LimitedClient.assertRefused(client.post(door, SERVICE));

        client.limitTo();
        assertThat(client.post(door, SERVICE).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"v":1,"networks":[]}                            | protocol/openid-connect/token
            {"v":1,"networks":["127.0.0.1/8"]}               | protocol/openid-connect/token
            {"v":1,"networks":["127.0.0.0/8","localhost"]}   | connect/token
            127.0.0.0/8                                      | connect/token
            """)
    void aListThatCannotBeReadAllowsNothing(String list, String door) {
        LimitedClient client = LimitedClient.in(realm);
        client.write(list);

        LimitedClient.assertRefused(client.post(door, SERVICE));

        assertThat(realm.lastEvent(client.id()).getDetails()).containsEntry(NetworkRefusal.EVENT_DETAIL, "none");
    }

    /** A wrong secret must tell nothing about networks, wherever it is tried. */
    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void authenticationComesFirst(String door) {
        LimitedClient inside = LimitedClient.in(realm, HERE);
        LimitedClient outside = LimitedClient.in(realm, ELSEWHERE);

        HttpResponse<String> fromInside = wrongSecret(door, inside);
        HttpResponse<String> fromOutside = wrongSecret(door, outside);

        assertThat(fromOutside.statusCode()).isEqualTo(401);
        assertThat(fromOutside.body()).isEqualTo(fromInside.body());
        assertThat(realm.lastEvent(outside.id()).getDetails()).doesNotContainKey(NetworkRefusal.EVENT_DETAIL);
    }

    /** Quiet is about who a client is; one that has proved it may hear the rest. */
    @Test
    void aQuietRealmTellsAClientThatHasAuthenticated() {
        LimitedClient client = LimitedClient.in(realm, ELSEWHERE);
        realm.realmAttribute("authscape.wire.disclosure", "quiet");
        try {
            LimitedClient.assertRefused(client.post(ALIAS, SERVICE));
            assertThat(wrongSecret(ALIAS, client).statusCode()).isEqualTo(401);
        } finally {
            realm.realmAttribute("authscape.wire.disclosure", "openiddict");
        }
    }

    /** Nobody but a proxy may say where a request comes from, and this server has been told of none. */
    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 203.0.113.9",
        "Forwarded, for=203.0.113.9",
        "X-Real-IP, 203.0.113.9",
    })
    void whatACallerSaysOfItsAddressIsIgnored(String header, String value) {
        LimitedClient outside = LimitedClient.in(realm, ELSEWHERE);
        LimitedClient inside = LimitedClient.in(realm, HERE);

        for (String door : new String[] {NATIVE, ALIAS}) {
            LimitedClient.assertRefused(post(door, outside, SERVICE, header, value));
            assertThat(post(door, inside, SERVICE, header, value).statusCode()).isEqualTo(200);
        }
        assertThat(realm.lastEvent(outside.id()).getIpAddress()).isEqualTo("127.0.0.1");
    }

    /** Keycloak itself goes through the policies where they aren't just as we wrote them. */
    @Test
    void itAlsoCountsWhereKeycloakReadsThePolicies() throws Exception {
        LimitedClient client = LimitedClient.in(realm, ELSEWHERE);
        ClientPoliciesRepresentation policies =
                realm.realm().admin().clientPoliciesPoliciesResource().getPolicies(false);
        policies.getPolicies()
                .get(0)
                .getConditions()
                .get(0)
                .setConfiguration(JsonNodeFactory.instance.objectNode().put("is-negative-logic", false));
        realm.realm().admin().clientPoliciesPoliciesResource().updatePolicies(policies);
        try {
            LimitedClient.assertRefused(client.post(NATIVE, SERVICE));
            LimitedClient.assertRefused(client.post(ALIAS, SERVICE));
            client.limitTo(HERE);
            assertThat(client.post(ALIAS, SERVICE).statusCode()).isEqualTo(200);
        } finally {
            policies.getPolicies()
                    .get(0)
                    .getConditions()
                    .get(0)
                    .setConfiguration(JsonNodeFactory.instance.objectNode());
            realm.realm().admin().clientPoliciesPoliciesResource().updatePolicies(policies);
        }
    }

    private static HttpResponse<String> post(
            String door, LimitedClient client, String form, String header, String value) {
        return Wire.http1()
                .send(HttpRequest.newBuilder(realm.realm().uri(door))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(header, value)
                        .POST(BodyPublishers.ofString(
                                "client_id=" + client.id() + "&client_secret=" + GuardedRealm.SECRET + "&" + form))
                        .build());
    }

    private static HttpResponse<String> wrongSecret(String door, LimitedClient client) {
        return Wire.http1().post(realm.realm().uri(door), SERVICE + "&client_secret=wrong&client_id=" + client.id());
    }
}
