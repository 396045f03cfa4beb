package io.authscape.keycloak.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1NetworkPolicyPeer;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * What an API server would say of a manifest that is applied with strict validation: unknown fields, wrong types, missing
 * fields. Kubernetes' own kinds are held against the models that its Java client generates from its OpenAPI document, the
 * operator's against {@code operator.schema.json}.
 */
final class ManifestSchema {

    private static final ObjectMapper STRICT = new ObjectMapper();
    private static final String MODELS = "io.kubernetes.client.openapi.models.V1";

    /** By API version: a kind in another group would be another one. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "v1", List.of("Namespace", "Secret", "ServiceAccount", "ConfigMap"),
            "batch/v1", List.of("Job", "CronJob"),
            "networking.k8s.io/v1", List.of("NetworkPolicy", "Ingress"),
            "policy/v1", List.of("PodDisruptionBudget"),
            "rbac.authorization.k8s.io/v1", List.of("Role", "RoleBinding"));

    private static final Schema OPERATOR = operator();

    private ManifestSchema() {}

    private static Schema operator() {
        try (InputStream in = ManifestSchema.class.getResourceAsStream("operator.schema.json")) {
            JsonNode tree = STRICT.readTree(in);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(SchemaLocation.of(tree.path("$id").asText()), tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if it is taken. */
    static List<String> problems(JsonNode manifest) {
        List<String> problems = new ArrayList<>();
        String version = manifest.path("apiVersion").asText();
        String kind = manifest.path("kind").asText();
        if (version.startsWith("k8s.keycloak.org/")) {
            ofOperator(manifest, problems);
        } else if (KINDS.getOrDefault(version, List.of()).contains(kind)) {
            ofKubernetes(MODELS + kind, manifest, problems);
        } else {
            problems.add("no kind of ours: " + version + " " + kind);
        }
        return problems;
    }

    private static void ofOperator(JsonNode manifest, List<String> problems) {
        for (Error error : OPERATOR.validate(manifest)) {
            problems.add(error.getInstanceLocation() + ": " + error.getMessage());
        }
        ofKubernetes(V1ObjectMeta.class.getName(), manifest.path("metadata"), problems);
        JsonNode spec = manifest.path("spec");
        if (spec.has("resources")) {
            ofKubernetes(V1ResourceRequirements.class.getName(), spec.path("resources"), problems);
        }
        for (String endpoint : List.of("http", "https", "management")) {
            for (JsonNode peer : spec.path("networkPolicy").path(endpoint)) {
                ofKubernetes(V1NetworkPolicyPeer.class.getName(), peer, problems);
            }
        }
        if (spec.has("realm")) {
            ofKeycloak(spec.path("realm"), problems);
        }
    }

    /** The operator's own schema of a realm is made from the same class. */
    private static void ofKeycloak(JsonNode realm, List<String> problems) {
        try {
            STRICT.treeToValue(realm, RealmRepresentation.class);
        } catch (JsonProcessingException e) {
            problems.add(e.getOriginalMessage());
        }
    }

    private static void ofKubernetes(String model, JsonNode node, List<String> problems) {
        JsonElement element = JsonParser.parseString(node.toString());
        try {
            Class<?> type = Class.forName(model);
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, element);
            // It lets a number be text, and text a number; the API server doesn't.
            JsonElement back = JSON.getGson().toJsonTree(JSON.getGson().fromJson(element, type));
            compare("", element, back, problems);
        } catch (InvocationTargetException e) {
            problems.add(String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(model, e);
        } catch (RuntimeException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /** The models add empty lists and maps; what was there must be there, as it was. */
    private static void compare(String at, JsonElement before, JsonElement after, List<String> problems) {
        if (before.isJsonObject() && after.isJsonObject()) {
            before.getAsJsonObject().entrySet().forEach(field -> {
                JsonElement same = after.getAsJsonObject().get(field.getKey());
                compare(at + "/" + field.getKey(), field.getValue(), same == null ? JsonNull.INSTANCE : same, problems);
            });
        } else if (before.isJsonArray()
                && after.isJsonArray()
                && before.getAsJsonArray().size() == after.getAsJsonArray().size()) {
            for (int i = 0; i < before.getAsJsonArray().size(); i++) {
                compare(
                        at + "/" + i,
                        before.getAsJsonArray().get(i),
                        after.getAsJsonArray().get(i),
                        problems);
            }
        } else if (!before.equals(after)) {
            problems.add(at + ": " + before + " is read as " + after);
        }
    }
}
