package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.authscape.keycloak.seed.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store does that can be a sink, too. */
public abstract class WritableStoreContract extends ReadableStoreContract {

    /** A store that lets nobody in. */
    protected abstract SecretStore denied();

    /** Whether the store gives each secret a version. */
    protected boolean countsVersions() {
        return false;
    }

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
    void oneThatIsReplacedIsReadBack() {
        put("billing", "hunter1");
        put("neighbour", "before");
        SecretStore store = store();
        assertThat(store.read(address("billing"))).contains(new Secret("hunter1"));
        store.replace(address("billing"), new Secret(SPECIAL));
        assertThat(store.read(address("billing"))).contains(new Secret(SPECIAL));
        store.replace(address("billing"), new Secret("hunter2"));
        store.replace(address("billing"), new Secret("hunter3"));
        assertThat(store.read(address("billing"))).contains(new Secret("hunter3"));
        assertThat(store().read(address("billing"))).contains(new Secret("hunter3"));
        assertThat(store().read(address("neighbour"))).contains(new Secret("before"));
    }

    @Test
    void whereNoneIsOneIsPutAllTheSame() {
        SecretStore store = store();
        assertThat(store.read(address("fresh"))).isEmpty();
        store.replace(address("fresh"), new Secret("hunter2"));
        assertThat(store.read(address("fresh"))).contains(new Secret("hunter2"));
    }

    @Test
    void whatNobodyReadIsReplacedUnseen() {
        put("billing", "hunter1");
        store().replace(address("billing"), new Secret("hunter2"));
        assertThat(store().read(address("billing"))).contains(new Secret("hunter2"));
    }

    @Test
    void whatSomebodyElsePutThereMeanwhileStays() {
        put("billing", "hunter1");
        SecretStore store = store();
        store.read(address("billing"));
        put("billing", "of-the-other");
        assertThatThrownBy(() -> store.replace(address("billing"), new Secret("hunter2")))
                .isInstanceOfSatisfying(SecretStoreException.class, told -> assertThat(told.kind())
                        .isEqualTo(SecretStoreException.Kind.REFUSED))
                .hasMessage("somebody else changed it meanwhile, and theirs was left alone; run it again");
        assertThat(store().read(address("billing"))).contains(new Secret("of-the-other"));
    }

    @Test
    void aNeighbourThatChangesMeanwhileDisturbsNobody() {
        put("billing", "hunter1");
        put("neighbour", "before");
        SecretStore store = store();
        store.read(address("billing"));
        put("neighbour", "after");
        store.replace(address("billing"), new Secret("hunter2"));
        assertThat(store().read(address("billing"))).contains(new Secret("hunter2"));
        assertThat(store().read(address("neighbour"))).contains(new Secret("after"));
    }

    @Test
    void aVersionLastsAsLongAsItsSecret() {
        put("billing", "hunter1");
        SecretStore store = store();
        store.read(address("billing"));
        Optional<String> before = store.version(address("billing"));
        assertThat(before.isPresent()).isEqualTo(countsVersions());
        store.read(address("billing"));
        assertThat(store.version(address("billing"))).isEqualTo(before);
        store.replace(address("billing"), new Secret("hunter2"));
        store.read(address("billing"));
        Optional<String> after = store.version(address("billing"));
        assertThat(after.isPresent()).isEqualTo(countsVersions());
        assertThat(after.isPresent() && after.equals(before)).isFalse();
    }

    @Test
    void whoIsNotLetInIsToldSo() {
        assertIsToldIn(SecretStoreException.Kind.DENIED, denied());
    }

    /** Reading, writing and replacing fail with a sentence that holds no secret, nor does anything behind it. */
    protected void assertIsToldIn(SecretStoreException.Kind kind, SecretStore store) {
        SecretStoreException reading =
                catchThrowableOfType(SecretStoreException.class, () -> store.read(address("billing")));
        SecretStoreException writing = catchThrowableOfType(
                SecretStoreException.class, () -> store.write(address("billing"), new Secret("hunter2hunter2")));
        SecretStoreException replacing = catchThrowableOfType(
                SecretStoreException.class, () -> store.replace(address("billing"), new Secret("hunter2hunter2")));
        for (SecretStoreException told : new SecretStoreException[] {reading, writing, replacing}) {
            assertThat(told.kind()).isEqualTo(kind);
            assertThat(told).hasMessageNotContaining("\n").hasMessageContaining("; ");
            StringWriter everything = new StringWriter();
            told.printStackTrace(new PrintWriter(everything));
            assertThat(everything.toString()).doesNotContain("hunter2");
        }
    }
}
