package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SecretMemoryTest {

    private static final ClientKey CLIENT = new ClientKey("realm", "client");
    private static final String LIST = "{\"v\":1,\"secrets\":[]}";

    private long now;
    private final SecretMemory memory = new SecretMemory(() -> now);

    @Test
    void aClientIsRememberedWhileItsListStaysTheSame() {
        RememberedSecrets first = memory.of(CLIENT, LIST);

        assertThat(memory.of(CLIENT, new String(LIST))).isSameAs(first);
        assertThat(memory.of(new ClientKey("elsewhere", "client"), LIST)).isNotSameAs(first);
        assertThat(memory.of(CLIENT, LIST + " ")).isNotSameAs(first);
        assertThat(memory.of(CLIENT, LIST)).isNotSameAs(first);
    }

    @Test
    void aClientWithoutAListIsOneLikeTheOthers() {
        assertThat(memory.of(CLIENT, null).stored().secrets()).isEmpty();
    }

    @Test
    void whoeverStaysAwayIsForgotten() {
        RememberedSecrets first = memory.of(CLIENT, LIST);

        pass(SecretMemory.IDLE.minusNanos(1));
        assertThat(memory.of(CLIENT, LIST)).isSameAs(first);
        pass(SecretMemory.IDLE);
        assertThat(memory.of(CLIENT, LIST)).isNotSameAs(first);
    }

    @Test
    void nobodyIsRememberedForEver() {
        RememberedSecrets first = memory.of(CLIENT, LIST);
        Duration step = Duration.ofMinutes(5);

        for (Duration age = step; age.compareTo(SecretMemory.LIFE) < 0; age = age.plus(step)) {
            pass(step);
            assertThat(memory.of(CLIENT, LIST)).isSameAs(first);
        }
        pass(step);
        assertThat(memory.of(CLIENT, LIST)).isNotSameAs(first);
    }

    @Test
    void noMoreClientsAreRememberedThanThereIsRoomFor() {
        int many = 2 * SecretMemory.MOST_CLIENTS;
        RememberedSecrets[] first = new RememberedSecrets[many];
        for (int i = 0; i < many; i++) {
            first[i] = memory.of(new ClientKey("realm", "client" + i), LIST);
        }

        int kept = 0;
        for (int i = many - 1; i >= 0; i--) {
            kept += memory.of(new ClientKey("realm", "client" + i), LIST) == first[i] ? 1 : 0;
        }

        assertThat(kept).isBetween(1, SecretMemory.MOST_CLIENTS);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
