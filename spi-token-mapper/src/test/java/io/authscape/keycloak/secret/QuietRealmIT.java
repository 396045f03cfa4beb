package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** What somebody hears in a quiet realm who guesses which clients with hashed secrets there are. */
@ExtendWith(KeycloakExtension.class)
class QuietRealmIT {

    private static final String NATIVE = "protocol/openid-connect/token";
    private static final String ALIAS = "connect/token";

    /** More than may wait for a comparison, and fewer than Keycloak has threads for. */
    private static final int MANY = HashingGate.MOST_WAITING + 16;

    private static TestRealm realm;

    @BeforeAll
    static void quiet(TestRealm given) {
        realm = given;
        create("there", true);
        create("off", false);
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.getAttributes().put("authscape.wire.disclosure", "quiet");
        realm.admin().update(representation);
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void aWrongSecretIsAnsweredAsAClientThatIsNotThere(String door) {
        String unknown = told(ask(door, "nobody", "wrong"));

        assertThat(unknown).startsWith("401 ").contains("invalid_client");
        assertThat(told(ask(door, "there", "wrong"))).isEqualTo(unknown);
        assertThat(told(ask(door, "off", "wrong"))).isEqualTo(unknown);
        assertThat(told(ask(door, "off", "right"))).isEqualTo(unknown);
        assertThat(ask(door, "there", "right").statusCode()).isEqualTo(200);
    }

    /** A burst may come too slowly on a busy machine: then another is sent. */
    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void whoeverSendsTooManyIsTurnedAwayWhetherTheClientIsThereOrNot(String door) {
        Set<String> there = new HashSet<>();
        Set<String> unknown = new HashSet<>();

        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    burst(door, "there", there);
                    burst(door, "nobody", unknown);
                    return there.size() > 1 && unknown.size() > 1;
                });

        assertThat(unknown).isEqualTo(there).hasSize(2).anyMatch(answer -> answer.startsWith("503 "));
    }

    private static void burst(String door, String client, Set<String> answers) {
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            List<CompletableFuture<String>> all = IntStream.range(0, MANY)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> told(ask(door, client, "wrong" + i)), threads))
                    .toList();
            all.forEach(answer -> answers.add(answer.join()));
        } finally {
            threads.shutdownNow();
        }
    }

    private static HttpResponse<String> ask(String door, String client, String secret) {
        return Wire.http1()
                .post(
                        realm.uri(door),
                        "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret);
    }

    /** All that an answer tells. */
    private static String told(HttpResponse<String> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return answer.statusCode() + " " + headers + " " + answer.body();
    }

    private static void create(String id, boolean enabled) {
        ClientRepresentation client = DocumentedClients.service(id, null);
        client.setClientAuthenticatorType("authscape-secret");
        client.setEnabled(enabled);
        client.getAttributes()
                .put(
                        AttributeNames.SECRETS,
                        "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\""
                                + Pbkdf2Hash.of("right").text() + "\"}]}");
        realm.create(client);
    }
}
