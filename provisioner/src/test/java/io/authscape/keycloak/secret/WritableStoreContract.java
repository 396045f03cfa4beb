package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.authscape.keycloak.seed.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** What every store does that can be a sink, too. */
public abstract class WritableStoreContract extends ReadableStoreContract {

    /** A store that lets nobody in. */
    protected abstract SecretStore denied();

    @Test
    void whatIsWrittenIsReadBack() {
        SecretStore store = store();
        store.write(address("fresh"), new Secret("hunter2"));
        store.write(address("special"), new Secret(SPECIAL));
        assertThat(store.read(address("fresh"))).contains(new Secret("hunter2"));
        assertThat(store.read(address("special"))).contains(new Secret(SPECIAL));
    }

    @Test
    void whatStandsBesideStays() {
        put("neighbour", "before");
        store().write(address("fresh"), new Secret("hunter2"));
        assertThat(store().read(address("neighbour"))).contains(new Secret("before"));
    }

    @Test
    void whoIsNotLetInIsToldSo() {
        assertIsToldIn(SecretStoreException.Kind.DENIED, denied());
    }

    /** Reading and writing fail with a sentence that holds no secret, nor does anything behind it. */
    protected void assertIsToldIn(SecretStoreException.Kind kind, SecretStore store) {
        SecretStoreException reading =
                catchThrowableOfType(SecretStoreException.class, () -> store.read(address("billing")));
        SecretStoreException writing = catchThrowableOfType(
                SecretStoreException.class, () -> store.write(address("billing"), new Secret("hunter2hunter2")));
        for (SecretStoreException told : new SecretStoreException[] {reading, writing}) {
            assertThat(told.kind()).isEqualTo(kind);
            assertThat(told).hasMessageNotContaining("\n").hasMessageContaining("; ");
            StringWriter everything = new StringWriter();
            told.printStackTrace(new PrintWriter(everything));
            assertThat(everything.toString()).doesNotContain("hunter2");
        }
    }
}
