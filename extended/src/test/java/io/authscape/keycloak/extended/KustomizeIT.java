package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What kustomize makes of docker/kubernetes is what the provisioner's tests have held against Kubernetes' schema. */
@Timeout(300)
class KustomizeIT {

    private static final Path MANIFESTS = ProjectFiles.root().resolve("docker/kubernetes");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    private Path folder;

    @Test
    void itBuildsTheManifestsWithTheReadersImages() throws Exception {
        Part part = new Part("kustomize");
        part.needs("kubectl=kubernetes-client");
        part.needs(new ProcessBuilder("bash", "-c", """
                minor=$(kubectl version --client -o json | sed -n 's/.*"minor": "\\([0-9]*\\).*/\\1/p')
                [ "$minor" -ge 21 ] || { echo "kubectl 1.$minor is too old; it must be 1.21 or newer"; exit 1; }
                """));
        copy();
        Path kustomization = folder.resolve("kustomization.yaml");
        String ours = Files.readString(kustomization);
        String theirs = ours.replaceAll("( *)- name: authscape/(\\S+)\n *newTag: \\S+\n", """
                        $1- name: authscape/$2
                        $1  newName: registry.example/team/$2
                        $1  newTag: "7"
                        """);
        assertThat(theirs).isNotEqualTo(ours);
        Files.writeString(kustomization, theirs);

        Map<String, JsonNode> built = byName(kubectl("kustomize", folder.toString()));

        Map<String, JsonNode> expected = new TreeMap<>();
        for (JsonNode file : YAML.readTree(ours).path("resources")) {
            String text = Files.readString(MANIFESTS.resolve(file.asText()));
            expected.putAll(
                    byName(text.replaceAll("image: authscape/(\\S+):\\S+", "image: registry.example/team/$1:7")));
        }
        JsonNode seeds = built.remove("ConfigMap keycloak/authscape-seeds");
        assertThat(built).isEqualTo(expected).hasSizeGreaterThan(12);
        assertThat(seeds.at("/data/clients.json").asText())
                .isEqualTo(Files.readString(MANIFESTS.resolve("seeds/clients.json")));
        assertThat(built.toString())
                .contains("registry.example/team/keycloak:7", "registry.example/team/provisioner:7");
    }

    private void copy() throws IOException {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = folder.resolve(MANIFESTS.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static Map<String, JsonNode> byName(String text) throws IOException {
        Map<String, JsonNode> manifests = new TreeMap<>();
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(text)) {
            for (JsonNode manifest : all.readAll()) {
                manifests.put(
                        manifest.path("kind").asText() + " "
                                + manifest.at("/metadata/namespace").asText() + "/"
                                + manifest.at("/metadata/name").asText(),
                        manifest);
            }
        }
        return manifests;
    }

    private String kubectl(String... arguments) throws Exception {
        Path errors = folder.resolveSibling(folder.getFileName() + ".err");
        Process process = new ProcessBuilder(Stream.concat(Stream.of("kubectl"), Stream.of(arguments))
                        .toList())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        Files.delete(errors);
        return output;
    }
}
