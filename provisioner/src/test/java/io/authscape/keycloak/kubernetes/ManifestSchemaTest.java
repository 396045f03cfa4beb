package io.authscape.keycloak.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest is one that Kubernetes and the operator take, and what they wouldn't take is found. */
class ManifestSchemaTest {

    static Stream<JsonNode> manifests() {
        return Manifests.all().stream();
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void itIsTaken(JsonNode manifest) {
        assertThat(ManifestSchema.problems(manifest)).isEmpty();
    }

    @Test
    void eachKindIsThere() {
        assertThat(manifests().map(manifest -> manifest.path("kind").asText()).distinct())
                .containsExactlyInAnyOrder(
                        "Namespace",
                        "Keycloak",
                        "PodDisruptionBudget",
                        "NetworkPolicy",
                        "Ingress",
                        "KeycloakRealmImport",
                        "Secret",
                        "ServiceAccount",
                        "Role",
                        "RoleBinding",
                        "Job",
                        "CronJob");
    }

    /** A field more, of another type, or missing ({@code null}): somewhere in each kind, and deep down. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Job                 | authscape-apply           | /spec/backofLimit                                               | 3
            Job                 | authscape-apply           | /spec/backoffLimit                                              | "6"
            Job                 | authscape-apply           | /spec/backoffLimit                                              | "three"
            Job                 | authscape-apply           | /spec/template                                                  | null
            Job                 | authscape-apply           | /spec/template/spec/containers                                  | null
            Job                 | authscape-apply           | /spec/template/spec/containers/0/name                           | null
            Job                 | authscape-apply           | /spec/template/spec/containers/0/args                           | "apply"
            Job                 | authscape-apply           | /spec/template/spec/containers/0/securityContext/readOnlyRootFS | true
            Job                 | authscape-apply           | /spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem | "true"
            Job                 | authscape-apply           | /spec/template/spec/containers/0/resources/limits/memory        | "384 megabytes"
            Job                 | authscape-apply           | /spec/template/spec/volumes/1/secret/name                       | "x"
            Job                 | authscape-apply           | /apiVersion                                                     | "batch/v2"
            CronJob             | authscape-rotate          | /spec/schedule                                                  | null
            CronJob             | authscape-rotate          | /spec/jobTemplate/spec/template/spec/restart                    | "Never"
            NetworkPolicy       | authscape-provisioner     | /spec/egress/0/to/0/podSelector/matchLabel                      | {}
            NetworkPolicy       | authscape-provisioner     | /spec/egress/0/ports/0/protocol                                 | 6
            Ingress             | identity                  | /spec/rules/0/http/paths/0/pathType                             | null
            Ingress             | identity                  | /spec/rules/0/http/paths/0/backend/serviceName                  | "x"
            PodDisruptionBudget | keycloak                  | /spec/selectors                                                 | {}
            Role                | authscape-service-secrets | /rules/0/verbs                                                  | null
            Role                | authscape-service-secrets | /rules/0/resourceName                                           | "x"
            RoleBinding         | authscape-service-secrets | /roleRef                                                        | null
            Secret              | background-service        | /datas                                                          | {}
            ServiceAccount      | authscape-provisioner     | /automountServiceAccountToken                                   | "no"
            Keycloak            | keycloak                  | /spec/instance                                                  | 2
            Keycloak            | keycloak                  | /spec/instances                                                 | "2"
            Keycloak            | keycloak                  | /spec/db/usernameSecret/key                                     | null
            Keycloak            | keycloak                  | /spec/additionalOptions/0/value                                 | true
            Keycloak            | keycloak                  | /spec/additionalOptions/0/value                                 | null
            Keycloak            | keycloak                  | /spec/networkPolicy/https/0/namespaceSelectors                  | {}
            Keycloak            | keycloak                  | /spec/networkPolicy/https                                       | []
            Keycloak            | keycloak                  | /spec/resources/limit                                           | {}
            Keycloak            | keycloak                  | /metadata/namespaces                                            | "x"
            Keycloak            | keycloak                  | /apiVersion                                                     | "k8s.keycloak.org/v3"
            KeycloakRealmImport | authscape                 | /spec/keycloakCRName                                            | null
            KeycloakRealmImport | authscape                 | /spec/realm/clients/0/servicesAccountsEnabled                   | true
            KeycloakRealmImport | authscape                 | /spec/realm/accessTokenLifespan                                 | "an hour"
            KeycloakRealmImport | authscape                 | /spec/placeholders/PROVISIONER_SECRET/secretKeyRef              | {}
            """)
    void whatIsWrongIsFound(String kind, String name, String pointer, String value) throws JsonProcessingException {
        JsonNode manifest = Manifests.one(kind, name).deepCopy();
        set(manifest, JsonPointer.compile(pointer), new ObjectMapper().readTree(value));

        assertThat(ManifestSchema.problems(manifest)).isNotEmpty();
    }

    @Test
    void aKindThatNobodyKnowsIsFound() {
        ObjectNode manifest = Manifests.one("Namespace", "keycloak").deepCopy();
        manifest.put("kind", "Namespaces");

        assertThat(ManifestSchema.problems(manifest)).isEqualTo(List.of("no kind of ours: v1 Namespaces"));
    }

    private static void set(JsonNode manifest, JsonPointer at, JsonNode value) {
        JsonNode parent = manifest.at(at.head());
        String field = at.last().getMatchingProperty();
        assertThat(parent.isObject() || parent instanceof ArrayNode)
                .as("%s", at)
                .isTrue();
        if (value.isNull()) {
            assertThat(((ObjectNode) parent).remove(field)).as("%s", at).isNotNull();
        } else {
            ((ObjectNode) parent).set(field, value);
        }
    }
}
