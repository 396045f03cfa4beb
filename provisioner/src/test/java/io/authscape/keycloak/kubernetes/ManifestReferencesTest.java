package io.authscape.keycloak.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What one manifest calls by name is there, under that name, in the right place. */
class ManifestReferencesTest {

    private static final Path PAGE = Path.of("..", "docs", "kubernetes.md");

    /** Secrets that the reader makes: {@code kubectl -n keycloak create secret generic keycloak-db --from-file=...}. */
    private static final Pattern MADE =
            Pattern.compile("kubectl -n ([a-z-]+) create secret (?:generic|tls) ([a-z-]+)((?: \\\\?\\n? *--\\S+)*)");

    private static final Pattern KEY = Pattern.compile("--from-(?:file|literal)=([^=\\s]+)=");
    private static final Pattern SINK = Pattern.compile("\\$\\{kubernetes:([a-z-]+)/([a-z-]+)#[a-z-]+}");

    @Test
    void kustomizeReadsEachFile() throws IOException {
        Set<String> read = new TreeSet<>(Set.of("kustomization.yaml"));
        JsonNode kustomization = Manifests.kustomization();
        Manifests.texts(kustomization.path("resources")).forEach(read::add);
        Manifests.texts(kustomization.path("configurations")).forEach(read::add);
        Manifests.texts(kustomization.at("/configMapGenerator/0/files")).forEach(read::add);
        try (Stream<Path> files = Files.walk(Manifests.FOLDER)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> Manifests.FOLDER.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(read);
        }
    }

    @Test
    void eachSecretIsMadeByTheReaderOrStandsHere() throws IOException {
        Set<String> known = madeByTheReader();
        assertThat(known).hasSizeGreaterThan(4);
        Set<String> used = new TreeSet<>();
        JsonNode keycloak = Manifests.one("Keycloak", "keycloak");
        for (String credential : List.of("usernameSecret", "passwordSecret")) {
            used.add(key(keycloak.at("/spec/db/" + credential)));
        }
        String tls = keycloak.at("/spec/http/tlsSecret").asText();
        used.add("keycloak/" + tls + "#tls.crt");
        used.add("keycloak/" + tls + "#tls.key");
        Manifests.one("KeycloakRealmImport", "authscape")
                .at("/spec/placeholders")
                .forEach(placeholder -> used.add(key(placeholder.path("secret"))));
        for (JsonNode pod : Manifests.podSpecs()) {
            for (JsonNode volume : pod.path("volumes")) {
                JsonNode secret = volume.path("secret");
                for (JsonNode item : secret.path("items")) {
                    used.add("keycloak/" + secret.path("secretName").asText() + "#"
                            + item.path("key").asText());
                }
                if (secret.has("secretName") && !secret.has("items")) {
                    used.add("keycloak/" + secret.path("secretName").asText() + "#client-secret");
                }
            }
        }
        Manifests.ofKind("Ingress")
                .flatMap(ingress -> ingress.findValuesAsText("secretName").stream())
                .forEach(secret -> {
                    used.add("keycloak/" + secret + "#tls.crt");
                    used.add("keycloak/" + secret + "#tls.key");
                });

        assertThat(known).containsExactlyInAnyOrderElementsOf(used);
    }

    private static String key(JsonNode selector) {
        return "keycloak/" + selector.path("name").asText() + "#"
                + selector.path("key").asText();
    }

    private static Set<String> madeByTheReader() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (MatchResult made : MADE.matcher(Files.readString(PAGE)).results().toList()) {
            String secret = made.group(1) + "/" + made.group(2) + "#";
            KEY.matcher(made.group(3)).results().forEach(key -> keys.add(secret + key.group(1)));
            if (made.group().contains("secret tls")) {
                keys.addAll(Set.of(secret + "tls.crt", secret + "tls.key"));
            }
        }
        return keys;
    }

    /** One right for each sink, and none besides. */
    @Test
    void theProvisionerMayChangeTheSecretsOfTheSeedAndNoOthers() throws IOException {
        Set<String> sinks = SINK.matcher(Files.readString(Manifests.FOLDER.resolve("seeds/clients.json")))
                .results()
                .map(sink -> sink.group(1) + "/" + sink.group(2))
                .collect(Collectors.toSet());
        assertThat(sinks).isNotEmpty();

        Set<String> allowed = new HashSet<>();
        Manifests.ofKind("Role").forEach(role -> {
            assertThat(role.path("rules")).hasSize(1);
            JsonNode rule = role.path("rules").get(0);
            assertThat(Manifests.texts(rule.path("resources"))).containsExactly("secrets");
            // Without a name it would be the right to all of them.
            assertThat(rule.path("resourceNames")).isNotEmpty();
            assertThat(Manifests.texts(rule.path("verbs"))).containsExactly("get", "patch");
            Manifests.texts(rule.path("resourceNames"))
                    .forEach(name -> allowed.add(role.at("/metadata/namespace").asText() + "/" + name));
        });
        assertThat(allowed).isEqualTo(sinks);

        assertThat(Manifests.ofKind("Secret").map(ManifestReferencesTest::name)).containsExactlyElementsOf(sinks);
        assertThat(Manifests.ofKind("ClusterRole")).isEmpty();
    }

    @Test
    void eachRoleIsBoundToTheProvisionersAccount() {
        JsonNode account = Manifests.one("ServiceAccount", "authscape-provisioner");
        List<String> roles =
                Manifests.ofKind("Role").map(ManifestReferencesTest::name).toList();
        assertThat(Manifests.ofKind("RoleBinding")).allSatisfy(binding -> {
            assertThat(roles)
                    .contains(binding.at("/metadata/namespace").asText() + "/"
                            + binding.at("/roleRef/name").asText());
            assertThat(binding.path("subjects")).singleElement().satisfies(subject -> assertThat(
                            subject.path("namespace").asText() + "/"
                                    + subject.path("name").asText())
                    .isEqualTo(name(account)));
        });
        assertThat(Manifests.podSpecs()).hasSize(2).allSatisfy(pod -> assertThat(
                        pod.path("serviceAccountName").asText())
                .isEqualTo("authscape-provisioner"));
    }

    @Test
    void volumesAreMountedAndThere() {
        String seeds =
                Manifests.kustomization().at("/configMapGenerator/0/name").asText();
        for (JsonNode pod : Manifests.podSpecs()) {
            assertThat(pod.path("volumes").findValuesAsText("name")).contains(seeds);
            assertThat(pod.at("/containers/0/volumeMounts").findValuesAsText("name"))
                    .containsExactlyElementsOf(
                            Stream.of("seeds", "account", "certificates", "tmp").toList());
            Set<String> volumes = new HashSet<>();
            pod.path("volumes")
                    .forEach(volume -> volumes.add(volume.path("name").asText()));
            assertThat(volumes)
                    .containsExactlyInAnyOrderElementsOf(
                            pod.at("/containers/0/volumeMounts").findValuesAsText("name"));
        }
    }

    @Test
    void keycloaksPodsAndServiceAreCalledAsTheOperatorCallsThem() {
        String name = Manifests.one("Keycloak", "keycloak").at("/metadata/name").asText();
        Manifests.ofKind("Ingress")
                .flatMap(ingress -> ingress.findValues("service").stream())
                .forEach(service -> assertThat(service.toString())
                        .isEqualTo("{\"name\":\"" + name + "-service\",\"port\":{\"number\":8443}}"));
        for (JsonNode pod : Manifests.podSpecs()) {
            assertThat(Manifests.arguments(pod)).contains("--server=https://" + name + "-service.keycloak.svc:8443");
        }
        assertThat(Manifests.one("KeycloakRealmImport", "authscape")
                        .at("/spec/keycloakCRName")
                        .asText())
                .isEqualTo(name);
        assertThat(Manifests.fields("app.kubernetes.io/instance"))
                .hasSize(2)
                .allSatisfy(label -> assertThat(label.asText()).isEqualTo(name));
    }

    @Test
    void namespacesAreThoseThatStandHere() {
        List<String> namespaces = Manifests.ofKind("Namespace")
                .map(namespace -> namespace.at("/metadata/name").asText())
                .toList();
        assertThat(namespaces).containsExactly("keycloak", "services");
        assertThat(Manifests.all())
                .filteredOn(manifest -> !manifest.path("kind").asText().equals("Namespace"))
                .allSatisfy(manifest ->
                        assertThat(manifest.at("/metadata/namespace").asText()).isIn(namespaces));
    }

    @Test
    void theDoorsLeadToNothingOfAdmins() {
        Stream<String> paths = Manifests.one("Ingress", "identity").findValuesAsText("path").stream();

        assertThat(paths).containsExactly("/connect", "/.well-known", "/realms/authscape", "/resources");
    }

    /** kustomize replaces these names by those of the reader's registry. */
    @Test
    void imagesArePlaceholders() {
        Stream<String> replaced = Stream.of(Manifests.kustomization().path("images"))
                .flatMap(images -> images.findValuesAsText("name").stream());
        List<String> used = Manifests.fields("image").stream()
                .map(image -> image.asText().replaceFirst(":.*", ""))
                .distinct()
                .toList();
        assertThat(replaced).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void podsMayDoNothingThatTheyDontNeed() {
        assertThat(Manifests.podSpecs()).allSatisfy(pod -> {
            JsonNode container = pod.at("/containers/0");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop").toString())
                    .isEqualTo("[\"ALL\"]");
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
            assertThat(container.has("env") || container.has("envFrom")).isFalse();
        });
    }

    @Test
    void noSecretStandsHere() throws IOException {
        assertThat(Manifests.ofKind("Secret"))
                .allSatisfy(secret -> assertThat(secret.has("data") || secret.has("stringData"))
                        .isFalse());
        assertThat(Manifests.kustomization().has("secretGenerator")).isFalse();
        JsonNode seed = new ObjectMapper()
                .readTree(Manifests.FOLDER.resolve("seeds/clients.json").toFile());
        assertThat(seed.findValue("clientSecrets")).isNotNull();
        assertThat(seed.findValue("clientSecret")).isNull();
        assertThat(Manifests.one("KeycloakRealmImport", "authscape").findValuesAsText("secret"))
                .containsOnly("", "${PROVISIONER_SECRET}");
    }

    private static String name(JsonNode manifest) {
        return manifest.at("/metadata/namespace").asText() + "/"
                + manifest.at("/metadata/name").asText();
    }
}
