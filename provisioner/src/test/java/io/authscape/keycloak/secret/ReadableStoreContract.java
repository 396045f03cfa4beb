package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.seed.Secret;
import org.junit.jupiter.api.Test;

/** What every store does that can be read. */
public abstract class ReadableStoreContract {

    /** A secret with all that a quoting rule could stumble over. */
    protected static final String SPECIAL = "hunter2 \"q\" 'q' `q` \\ $x ${y} %2F &=+#;, <> \u00fc\u20ac\ud83d\ude00";

    /** A store that answers. */
    protected abstract SecretStore store();

    /** The address of the secret that the test calls so. */
    protected abstract String address(String name);

    /** Puts a secret there behind the store's back. */
    protected abstract void put(String name, String value);

    @Test
    void aSecretIsReadAsItIs() {
        put("billing", "hunter2");
        put("special", SPECIAL);
        assertThat(store().read(address("billing"))).contains(new Secret("hunter2"));
        assertThat(store().read(address("special"))).contains(new Secret(SPECIAL));
    }

    @Test
    void whereNoneIsNoneIsRead() {
        put("other", "hunter2");
        assertThat(store().read(address("nope"))).isEmpty();
    }

    @Test
    void anEmptyOneIsNone() {
        put("blank", " ");
        assertThat(store().read(address("blank"))).isEmpty();
    }
}
