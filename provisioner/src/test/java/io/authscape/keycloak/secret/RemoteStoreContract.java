package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.seed.Secret;
import org.junit.jupiter.api.Test;

/** What every store does that lies behind a network, too. */
public abstract class RemoteStoreContract extends WritableStoreContract {

    /** A store at whose address nobody listens. */
    protected abstract SecretStore unreachable();

    /** Lets the server's next answers be 503. */
    protected abstract void failNext(int times);

    @Test
    void whoDoesNotAnswerIsToldSo() {
        assertIsToldIn(SecretStoreException.Kind.UNREACHABLE, unreachable());
    }

    @Test
    void aServerThatIsBusyForAMomentIsAskedAgain() {
        put("billing", "hunter2");
        SecretStore store = store();
        failNext(2);
        assertThat(store.read(address("billing"))).contains(new Secret("hunter2"));
        failNext(1);
        store.write(address("fresh"), new Secret("hunter3"));
        assertThat(store.read(address("fresh"))).contains(new Secret("hunter3"));
        failNext(1);
        store.replace(address("fresh"), new Secret("hunter4"));
        assertThat(store.read(address("fresh"))).contains(new Secret("hunter4"));
    }

    @Test
    void aServerThatStaysBusyIsGivenUp() {
        failNext(100);
        assertIsToldIn(SecretStoreException.Kind.UNREACHABLE, store());
    }
}
