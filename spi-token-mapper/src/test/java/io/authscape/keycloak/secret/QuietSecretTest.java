package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.contract.SaltedDigest;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** Whether a refusal tells which clients with hashed secrets there are: by how much was hashed for it, or by its words. */
class QuietSecretTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String SLOW = list(Pbkdf2Hash.of("right").text());
    private static final String FAST = list(SaltedDigest.of("right").text());

    private int hashings;

    private final HashedSecretAuthenticator authenticator = authenticator(HashingGate.MOST_WAITING);

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "slow", "fast", "listless", "off", "off and fast"})
    void inAQuietRealmEachRefusalCostsOneHashing(String client) {
        SecretRequest refused = request("quiet").of(client, "wrong").at(authenticator);

        assertThat(hashings).isEqualTo(1);
        assertThat(refused.answer).as("worded by Keycloak").isNull();
    }

    /** What was remembered costs what it did before. */
    @ParameterizedTest
    @ValueSource(strings = {"unknown", "slow", "fast", "off"})
    void inAQuietRealmTheSameSecretCostsTheSameAgain(String client) {
        request("quiet").of(client, "wrong").at(authenticator);
        request("quiet").of(client, "wrong").at(authenticator);

        assertThat(hashings).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "fast", "listless", "off", "off and fast"})
    void elsewhereWhatIsKnownAtOnceCostsNothing(String client) {
        request(null).of(client, "wrong").at(authenticator);
        request("openiddict").of(client, "wrong").at(authenticator);

        assertThat(hashings).isZero();
    }

    @Test
    void elsewhereAWrongSecretIsAnsweredByUs() {
        assertThat(request(null).of("slow", "wrong").at(authenticator).answer.getStatus())
                .isEqualTo(401);
        assertThat(request(null).of("off", "wrong").at(authenticator).answer.getStatus())
                .isEqualTo(401);
        assertThat(hashings).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "slow", "fast", "listless", "off"})
    void whoShowsNoSecretCostsNothing(String client) {
        request("quiet").of(client, null).at(authenticator);
        request("quiet").of(client, "").at(authenticator);

        assertThat(hashings).isZero();
    }

    /** Nothing may wait here, so that everybody is turned away. */
    @ParameterizedTest
    @ValueSource(strings = {"unknown", "slow", "fast", "listless", "off"})
    void whereTooManyWaitEachIsToldSo(String client) {
        SecretRequest refused = request("quiet").of(client, "wrong").at(authenticator(0));

        assertThat(refused.answer.getStatus()).isEqualTo(503);
        assertThat(refused.answer.getHeaderString("Retry-After")).isEqualTo("1");
        assertThat(refused.error).isEqualTo(AuthenticationFlowError.GENERIC_AUTHENTICATION_ERROR);
        assertThat(refused.clientOfTheEvent()).isEqualTo(client);
        assertThat(isSent(refused.client())).isTrue();
        assertThat(hashings).isZero();
    }

    @Test
    void elsewhereAnUnknownClientWaitsForNobody() {
        assertThat(request(null).of("unknown", "wrong").at(authenticator(0)).error)
                .isNull();
    }

    /** Whoever invents names must not take the places of clients that are there. */
    @Test
    void howeverManyNamesAreInventedAClientThatIsThereFindsAPlace() {
        HashingQueue<ClientKey, String> queue = new HashingQueue<>(HashingGate.MOST_WAITING);
        RealmModel realm = request("quiet").realm();
        for (int i = 0; i < 1_000; i++) {
            queue.join(ClientKey.ofUnknown(realm, "invented" + i), "invented");
        }

        assertThat(queue.join(new ClientKey("realm", "there"), "there")).contains("invented");
    }

    @Test
    void thoseThatAreNotThereCountAsAFewClients() {
        RealmModel realm = request("quiet").realm();

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> ClientKey.ofUnknown(realm, "invented" + i))
                        .distinct())
                .hasSize(ClientKey.UNKNOWN);
        assertThat(ClientKey.ofUnknown(realm, "invented")).isEqualTo(ClientKey.ofUnknown(realm, "invented"));
    }

    private HashedSecretAuthenticator authenticator(int mostWaiting) {
        HashingGate gate = new HashingGate(mostWaiting, LONG, System::nanoTime);
        return new HashedSecretAuthenticator(new SecretCheck(gate, (hash, secret) -> {
            hashings += hash.rounds() > 1 ? 1 : 0;
            return hash.verifies(secret);
        }));
    }

    private static SecretRequest request(String disclosure) {
        return new SecretRequest(disclosure)
                .withClient("slow", true, SLOW)
                .withClient("fast", true, FAST)
                .withClient("listless", true, null)
                .withClient("off", false, SLOW)
                .withClient("off and fast", false, FAST);
    }

    /** Keycloak's {@code ClientAuthenticationFlow} sends the answer of the client's own type alone. */
    private static boolean isSent(ClientModel client) {
        return !client.isPublicClient() && "authscape-secret".equals(client.getClientAuthenticatorType());
    }

    private static String list(String hash) {
        return "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"" + hash + "\"}]}";
    }
}
