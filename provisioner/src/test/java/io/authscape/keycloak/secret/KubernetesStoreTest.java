package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesStoreTest extends RemoteStoreContract {

    private static final String ENTRY = "prod/billing.clients";

    @TempDir
    private Path folder;

    private FakeKubernetes kubernetes;

    @BeforeEach
    void start() throws IOException {
        kubernetes = new FakeKubernetes();
    }

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    @Override
    protected SecretStore store() {
        return store(kubernetes.url(), FakeKubernetes.TOKEN);
    }

    @Override
    protected SecretStore denied() {
        return store(kubernetes.url(), "hunter2-wrong");
    }

    @Override
    protected SecretStore unreachable() {
        return store("http://127.0.0.1:" + ClosedPort.find(), FakeKubernetes.TOKEN);
    }

    @Override
    protected void failNext(int times) {
        kubernetes.failNext(times);
    }

    @Override
    protected String address(String name) {
        return ENTRY + "#" + name;
    }

    @Override
    protected void put(String name, String value) {
        kubernetes.put(ENTRY, name, value);
    }

    @Test
    void itIsFoundByItsScheme() {
        assertThat(new SecretStores(Map.of()).of(new SecretAddress("kubernetes", "a/b#c")))
                .isInstanceOf(EntryFields.class);
    }

    @Test
    void whatItMakesIsOpaque() {
        store().write(address("billing"), new Secret("hunter2"));
        assertThat(kubernetes.get(ENTRY).path("type").asText()).isEqualTo("Opaque");
        assertThat(kubernetes.get(ENTRY).at("/data/billing").asText()).isEqualTo("aHVudGVyMg==");
        store().replace(address("billing"), new Secret("hunter3"));
        assertThat(kubernetes.requests())
                .containsExactly(
                        "GET prod/secrets/billing.clients",
                        "POST prod/secrets",
                        "GET prod/secrets/billing.clients",
                        "PATCH prod/secrets/billing.clients");
    }

    @Test
    void anotherRunsSecretIsNotOverwritten() {
        put("neighbour", "1");
        kubernetes.beforeNextWrite(() -> put("fresh", "of-the-other"));
        store().write(address("fresh"), new Secret("ours"));
        assertThat(store().read(address("fresh"))).contains(new Secret("of-the-other"));

        SecretStore store = store();
        store.read(address("fresh"));
        kubernetes.beforeNextWrite(() -> put("fresh", "of-the-other-again"));
        assertThatThrownBy(() -> store.replace(address("fresh"), new Secret("ours")))
                .hasMessage("somebody else changed it meanwhile, and theirs was left alone; run it again");
        assertThat(store().read(address("fresh"))).contains(new Secret("of-the-other-again"));
    }

    @Test
    void aSecretThatSomebodyMakesOrRemovesMeanwhileIsMet() {
        kubernetes.beforeNextWrite(() -> put("neighbour", "1"));
        store().write(address("fresh"), new Secret("ours"));
        assertThat(store().read(address("fresh"))).contains(new Secret("ours"));
        assertThat(store().read(address("neighbour"))).contains(new Secret("1"));

        kubernetes.beforeNextWrite(() -> kubernetes.remove(ENTRY));
        store().replace(address("fresh"), new Secret("again"));
        assertThat(store().read(address("fresh"))).contains(new Secret("again"));
    }

    @Test
    void whatIsNotAllowedIsToldByItsVerb() {
        put("billing", "hunter1");
        kubernetes.forbid("PATCH");
        assertTold(
                () -> store().replace(address("billing"), new Secret("hunter2")),
                Kind.DENIED,
                "Kubernetes doesn't let us patch the Secret prod/billing.clients (403); allow the verb 'patch' on secrets"
                        + " in the namespace prod");
        kubernetes.forbid("POST");
        assertTold(
                () -> store().write("prod/new#a", new Secret("hunter2")),
                Kind.DENIED,
                "Kubernetes doesn't let us create the Secret prod/new (403); allow the verb 'create' on secrets in the"
                        + " namespace prod");
        kubernetes.forbid("GET");
        assertTold(
                () -> store().read(address("billing")),
                Kind.DENIED,
                "Kubernetes doesn't let us get the Secret prod/billing.clients (403); allow the verb 'get' on secrets in"
                        + " the namespace prod");
    }

    @Test
    void whatCannotBeDoneIsTold() {
        assertTold(
                () -> store().write("nowhere/new#a", new Secret("hunter2")),
                Kind.REFUSED,
                "Kubernetes has no namespace nowhere (404); make it, or correct its name");
        put("billing", "hunter1");
        kubernetes.makeImmutable(ENTRY);
        assertTold(
                () -> store().replace(address("billing"), new Secret("hunter2")),
                Kind.REFUSED,
                "Kubernetes doesn't take the change of the Secret prod/billing.clients (422); check that it is not"
                        + " immutable");
        kubernetes.put(ENTRY, "binary", new byte[] {(byte) 0xff, (byte) 0xfe});
        assertTold(
                () -> store().read(address("binary")),
                Kind.REFUSED,
                "Kubernetes's field 'binary' is no text; make it one");
    }

    @Test
    void aPodAsksItsOwnClusterAndFollowsItsToken() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        Files.copy(certificate.pem(), folder.resolve("ca.crt"));
        Path token = Files.writeString(folder.resolve("token"), FakeKubernetes.TOKEN + "\n");
        try (FakeKubernetes secure = new FakeKubernetes(certificate)) {
            secure.put(ENTRY, "billing", "hunter2");
            Map<String, String> env = Map.of(
                    "KUBERNETES_SERVICE_HOST", "127.0.0.1", "KUBERNETES_SERVICE_PORT", Integer.toString(secure.port()));
            SecretStore store = KubernetesStore.open(new KubernetesSettings(env, folder));
            assertThat(store.read(address("billing"))).contains(new Secret("hunter2"));
            secure.changeToken("hunter2-next");
            Files.writeString(token, "hunter2-next");
            store.replace(address("billing"), new Secret("hunter3"));
            assertThat(store.read(address("billing"))).contains(new Secret("hunter3"));
        }
    }

    @Test
    void elsewhereTheClustersCertificateIsNamed() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        try (FakeKubernetes secure = new FakeKubernetes(certificate)) {
            secure.put(ENTRY, "billing", "hunter2");
            Map<String, String> env = new HashMap<>(settings(secure.url(), FakeKubernetes.TOKEN));
            assertThatThrownBy(() -> new KubernetesStore().open(env).read(address("billing")))
                    .hasMessageContaining("doesn't answer (SSLHandshakeException); check AUTHSCAPE_KUBERNETES_URL and"
                            + " AUTHSCAPE_KUBERNETES_CA_FILE");
            env.put("AUTHSCAPE_KUBERNETES_CA_FILE", certificate.pem().toString());
            assertThat(new KubernetesStore().open(env).read(address("billing"))).contains(new Secret("hunter2"));
        }
    }

    @Test
    void thePodsTokenGoesNowhereElse() throws IOException {
        put("billing", "hunter2");
        Files.writeString(folder.resolve("token"), FakeKubernetes.TOKEN);
        Map<String, String> env = Map.of("AUTHSCAPE_KUBERNETES_URL", kubernetes.url());
        assertTold(
                () -> KubernetesStore.open(new KubernetesSettings(env, folder)).read(address("billing")),
                Kind.DENIED,
                "Kubernetes doesn't know us (401); check AUTHSCAPE_KUBERNETES_TOKEN_FILE");
    }

    @Test
    void wrongSettingsAreTold() {
        String form = " gives no URL that a token may go to; write it as https://kubernetes.example.com:6443";
        assertTold(
                () -> KubernetesStore.open(new KubernetesSettings(Map.of(), folder))
                        .read(address("a")),
                Kind.REFUSED,
                "this runs in no pod, and AUTHSCAPE_KUBERNETES_URL is not set; set it to the Kubernetes API's URL");
        for (String url : new String[] {"http://kubernetes.example.com", "https://u:hunter2@x", "ftp://x", "%"}) {
            assertTold(() -> store(url, "hunter2").read(address("a")), Kind.REFUSED, "AUTHSCAPE_KUBERNETES_URL" + form);
        }
        Map<String, String> pod = Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "443");
        assertThat(new KubernetesSettings(pod, folder).address()).hasToString("https://[fd00::1]:443");
        assertTold(
                () -> KubernetesStore.open(new KubernetesSettings(pod, folder)).read(address("a")),
                Kind.REFUSED,
                "the pod's service account: the file '" + folder.resolve("token") + "' can't be read; correct it");
    }

    private static void assertTold(ThrowingCallable work, Kind kind, String said) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(SecretStoreException.class, told -> assertThat(told.kind())
                        .isEqualTo(kind))
                .hasMessage(said);
    }

    private SecretStore store(String url, String token) {
        return new KubernetesStore().open(settings(url, token));
    }

    private Map<String, String> settings(String url, String token) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "token", ""), token + "\n");
            return Map.of("AUTHSCAPE_KUBERNETES_URL", url, "AUTHSCAPE_KUBERNETES_TOKEN_FILE", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
