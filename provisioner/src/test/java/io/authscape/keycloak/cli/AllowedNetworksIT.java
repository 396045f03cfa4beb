package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientProfileRepresentation;
import org.keycloak.representations.idm.ClientProfilesRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;

/** From a seed's {@code allowedNetworks} to tokens that a client on loopback gets or doesn't. */
@ExtendWith(KeycloakExtension.class)
class AllowedNetworksIT {

    private static final String EXECUTOR = "authscape-networks";
    private static final String NETWORKS = "authscape.networks";
    private static final String ELSEWHERE = "'allowedNetworks': ['203.0.113.0/24', '2001:db8::/32']";
    private static final String HERE = "'allowedNetworks': ['127.0.0.0/8', '2001:db8::/32']";
    private static final List<String> DOORS = List.of("protocol/openid-connect/token", "connect/token");

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestRealm testRealm;
    private final ProvisionedRealm realm;

    AllowedNetworksIT(TestRealm testRealm) {
        this.testRealm = testRealm;
        this.realm = new ProvisionedRealm(testRealm);
    }

    @BeforeEach
    void clean() {
        assertThat(realm.runAlone("setup").exitCode()).isZero();
        realm.clean();
    }

    @Test
    void aSeedsNetworksCountAtOnceAndNeedNothingTheSecondTime() {
        assertThat(realm.run("plan", client(ELSEWHERE)).out())
                .contains("allowedNetworks: + '2001:db8::/32', + '203.0.113.0/24'\n");
        Invocation first = realm.apply(client(ELSEWHERE));

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(realm.client("c").toRepresentation().getAttributes())
                .containsEntry(NETWORKS, "{\"v\":1,\"networks\":[\"203.0.113.0/24\",\"2001:db8::/32\"]}");
        assertThat(statuses()).containsOnly(400);
        realm.forgetEvents();
        assertThat(realm.apply(client(ELSEWHERE)).out()).startsWith("Nothing to do");
        assertThat(realm.apply(client("'displayName': 'C'")).out()).doesNotContain("allowedNetworks");
        assertThat(statuses()).as("untouched").containsOnly(400);

        Invocation moved = realm.apply(client(HERE));

        assertThat(moved.out()).contains("  allowedNetworks: + '127.0.0.0/8', - '203.0.113.0/24'\n");
        assertThat(statuses()).containsOnly(200);
    }

    @Test
    void verifyingFromOutsideIsNoFailure() {
        Invocation outside = realm.run("apply", client(ELSEWHERE), "--verify-token");

        assertThat(outside.exitCode()).as(outside.err()).isZero();
        assertThat(outside.out())
                .contains("token of client 'c': not verified from here, for its networks are 203.0.113.0/24,"
                        + " 2001:db8::/32\n");
        assertThat(realm.run("apply", client(HERE), "--verify-token").out()).contains("token of client 'c': sub 'c'");
    }

    @Test
    void anEmptiedListIsAnywhereAndSaysSo() {
        realm.apply(client(ELSEWHERE));

        Invocation emptied = realm.apply(client("'allowedNetworks': []"));

        assertThat(emptied.exitCode()).as(emptied.err()).isZero();
        assertThat(emptied.err())
                .contains(
                        "/clients/0/allowedNetworks: warning: the list is empty: the client gets tokens from anywhere");
        assertThat(emptied.out()).contains("  allowedNetworks: - '2001:db8::/32', - '203.0.113.0/24'\n");
        assertThat(realm.client("c").toRepresentation().getAttributes()).doesNotContainKey(NETWORKS);
        assertThat(statuses()).containsOnly(200);
        realm.forgetEvents();
        assertThat(realm.apply(client("'allowedNetworks': []")).out()).startsWith("Nothing to do");
        assertThat(realm.writes()).isEmpty();
    }

    @Test
    void anExportBringsThemBack() {
        realm.apply(client(ELSEWHERE));

        Invocation export = realm.runAlone("export", "--owner", "it");

        assertThat(export.exitCode()).as(export.err()).isZero();
        assertThat(export.out()).contains("\"allowedNetworks\": [", "\"203.0.113.0/24\"", "\"2001:db8::/32\"");
        realm.client("c").remove();
        Invocation copy = Invocation.of(
                Map.of(
                        "AUTHSCAPE_SERVER", testRealm.server().url(),
                        "AUTHSCAPE_USERNAME", "admin",
                        "AUTHSCAPE_PASSWORD", "admin"),
                export.out(),
                "apply",
                "-f",
                "-");
        assertThat(copy.exitCode()).as(copy.err()).isZero();
        assertThat(statuses()).containsOnly(400);
    }

    /** As a realm is that an older version of setup prepared. */
    @Test
    void aRealmWhereNobodyLooksAtNetworksIsRefusedUntilSetupBroughtIt() {
        realm.apply(client(HERE));
        assertThat(realm.runAlone("doctor").out()).doesNotContain("networks-");
        withoutExecutor();
        realm.forgetEvents();

        for (String command : List.of("plan", "apply")) {
            Invocation refused = realm.run(
                    command, client(ELSEWHERE) + ", \"scopes\": [ { \"name\": \"new\", \"resources\": [] } ]");
            assertThat(refused.exitCode()).as(command).isEqualTo(1);
            assertThat(refused.err())
                    .contains("its client policies lack AuthScape's executor 'authscape-networks', so nobody would keep"
                            + " client 'c' to 'allowedNetworks'; run 'authscape setup'");
        }
        assertThat(realm.writes()).isEmpty();
        assertThat(realm.apply(client("'allowedNetworks': []")).exitCode())
                .as("without networks it does")
                .isZero();
        realm.client("c").update(withNetworks("{\"v\":1,\"networks\":[\"203.0.113.0/24\"]}"));
        assertThat(statuses()).as("nobody looks").containsOnly(200);
        assertThat(realm.runAlone("doctor").out())
                .contains("networks-not-enforced", "authscape setup --realm " + realm.name());

        Invocation setup = realm.runAlone("setup");

        assertThat(setup.out()).startsWith("changed client profile 'authscape'\n");
        assertThat(statuses()).containsOnly(400);
        assertThat(realm.runAlone("doctor").out()).doesNotContain("networks-not-enforced");
        assertThat(realm.apply(client(HERE)).exitCode()).isZero();
        assertThat(statuses()).containsOnly(200);
    }

    @Test
    void doctorTellsOfAListThatNobodyCanRead() {
        realm.apply(client(HERE));
        realm.client("c").update(withNetworks("{\"v\":1,\"networks\":[\"127.0.0.1/8\"]}"));

        assertThat(statuses()).containsOnly(400);
        assertThat(realm.runAlone("doctor").out()).contains("networks-unreadable");

        assertThat(realm.apply(client(HERE)).out()).contains("allowedNetworks");
        assertThat(statuses()).containsOnly(200);
        assertThat(realm.runAlone("doctor").out()).doesNotContain("networks-unreadable");
    }

    @Test
    void explainTellsFromWhere() {
        realm.apply(client(HERE));

        assertThat(realm.runAlone("explain", "c").out())
                .contains("  ok  it gets tokens only from 127.0.0.0/8, 2001:db8::/32", "granted, for");
        assertThat(realm.runAlone("explain", "c", "--from", "127.0.0.1").out())
                .contains("  ok  127.0.0.1 is in its networks", "granted, for");
        Invocation outside = realm.runAlone("explain", "c", "--from", "203.0.113.9");
        assertThat(outside.exitCode()).isEqualTo(1);
        assertThat(outside.out())
                .contains(
                        "  NO  203.0.113.9 is not in its networks, 127.0.0.0/8, 2001:db8::/32",
                        "refused: unauthorized_client (This client application is not allowed to request tokens from"
                                + " this network.)");
        Invocation name = realm.runAlone("explain", "c", "--from", "localhost");
        assertThat(name.exitCode()).isEqualTo(64);
        assertThat(name.err()).contains("--from 'localhost' is no IP address; names are not looked up");
    }

    private static String client(String members) {
        return "\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\", \"permissions\": ["
                + " \"ept:token\", \"gt:client_credentials\" ], " + members.replace('\'', '"') + " } ]";
    }

    private ClientRepresentation withNetworks(String list) {
        ClientRepresentation client = realm.client("c").toRepresentation();
        client.getAttributes().put(NETWORKS, list);
        return client;
    }

    private void withoutExecutor() {
        ClientProfilesRepresentation profiles =
                testRealm.admin().clientPoliciesProfilesResource().getProfiles(false);
        for (ClientProfileRepresentation profile : profiles.getProfiles()) {
            profile.setExecutors(profile.getExecutors().stream()
                    .filter(executor -> !executor.getExecutorProviderId().equals(EXECUTOR))
                    .toList());
        }
        testRealm.admin().clientPoliciesProfilesResource().updateProfiles(profiles);
    }

    /** Of a token request at each door. */
    private List<Integer> statuses() {
        return DOORS.stream().map(this::status).toList();
    }

    private int status(String door) {
        HttpRequest request = HttpRequest.newBuilder(testRealm.uri(door))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_id=c&client_secret=hunter2hunter2"))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
