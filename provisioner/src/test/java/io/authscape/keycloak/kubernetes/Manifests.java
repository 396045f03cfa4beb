package io.authscape.keycloak.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What stands in docker/kubernetes. */
public final class Manifests {

    public static final Path FOLDER = Path.of("..", "docker", "kubernetes");

    private static final String KUSTOMIZATION = "kustomization.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Manifests() {}

    public static JsonNode kustomization() {
        return read(FOLDER.resolve(KUSTOMIZATION)).get(0);
    }

    /** Those that kustomize would read, in its order. */
    public static List<JsonNode> all() {
        return texts(kustomization().path("resources"))
                .flatMap(file -> read(FOLDER.resolve(file)).stream())
                .toList();
    }

    public static Stream<JsonNode> ofKind(String kind) {
        return all().stream().filter(manifest -> manifest.path("kind").asText().equals(kind));
    }

    public static JsonNode one(String kind, String name) {
        List<JsonNode> found = ofKind(kind)
                .filter(manifest -> manifest.at("/metadata/name").asText().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " manifests of kind " + kind + " are called " + name);
        }
        return found.get(0);
    }

    /** The pods of the Job and of the CronJob. */
    public static List<JsonNode> podSpecs() {
        return Stream.concat(
                        ofKind("Job").map(job -> job.at("/spec/template/spec")),
                        ofKind("CronJob").map(job -> job.at("/spec/jobTemplate/spec/template/spec")))
                .toList();
    }

    /** What the one container of a pod is started with: the image's entry point is the command line. */
    public static List<String> arguments(JsonNode podSpec) {
        return texts(podSpec.at("/containers/0/args")).toList();
    }

    public static Stream<String> texts(JsonNode array) {
        if (!(array instanceof ArrayNode)) {
            throw new AssertionError("no list: " + array);
        }
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    /** All fields of this name, however deep. */
    public static List<JsonNode> fields(String name) {
        return all().stream()
                .flatMap(manifest -> manifest.findValues(name).stream())
                .toList();
    }

    static List<JsonNode> read(Path file) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(Files.readString(file))) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
