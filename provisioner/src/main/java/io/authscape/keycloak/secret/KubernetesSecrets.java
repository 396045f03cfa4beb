package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.secret.EntryFields.Entry;
import io.authscape.keycloak.secret.RemoteApi.Answer;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The Secrets of a cluster: {@code namespace/secret-name}. */
final class KubernetesSecrets implements EntryFields.Entries {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final KubernetesConnection kubernetes;

    KubernetesSecrets(KubernetesConnection kubernetes) {
        this.kubernetes = kubernetes;
    }

    @Override
    public Entry get(String entry) {
        Answer answer = kubernetes.get(path(entry));
        return switch (answer.status()) {
            case 200 ->
                new Entry(
                        decoded(answer.body().path("data")),
                        answer.body().path("metadata").path("resourceVersion").asText(),
                        // It counts all the changes of the object, and starts anew with another cluster.
                        Optional.empty());
            case 404 -> new Entry(JSON.missingNode(), null, Optional.empty());
            default -> throw refused("get", entry, answer.status());
        };
    }

    @Override
    public boolean put(String entry, Entry before, String field, Secret secret) {
        ObjectNode body = JSON.objectNode();
        body.putObject("data")
                .put(field, Base64.getEncoder().encodeToString(secret.reveal().getBytes(StandardCharsets.UTF_8)));
        boolean patch = before.version() != null;
        Answer answer = patch ? patch(entry, before.version(), body) : create(entry, body);
        return switch (answer.status()) {
            case 200, 201 -> true;
            case 409 -> false;
            case 404 -> {
                if (patch) {
                    yield false; // Somebody removed it; the next attempt makes it.
                }
                throw refused("create", entry, 404);
            }
            default -> throw refused(patch ? "patch" : "create", entry, answer.status());
        };
    }

    private Answer patch(String entry, String version, ObjectNode body) {
        body.putObject("metadata").put("resourceVersion", version);
        return kubernetes.patch(path(entry), body);
    }

    private Answer create(String entry, ObjectNode body) {
        body.put("apiVersion", "v1").put("kind", "Secret").put("type", "Opaque");
        body.putObject("metadata").put("name", name(entry));
        return kubernetes.post("namespaces/" + namespace(entry) + "/secrets", body);
    }

    /** The values as text; what is none stays bytes. */
    private static JsonNode decoded(JsonNode data) {
        ObjectNode fields = JSON.objectNode();
        for (Map.Entry<String, JsonNode> field : data.properties()) {
            byte[] bytes = Base64.getDecoder().decode(field.getValue().asText());
            try {
                fields.put(
                        field.getKey(),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString());
            } catch (CharacterCodingException e) {
                fields.put(field.getKey(), bytes);
            }
        }
        return fields;
    }

    private static SecretStoreException refused(String verb, String entry, int status) {
        String secret = "the Secret " + entry;
        return switch (status) {
            case 401 ->
                new SecretStoreException(
                        Kind.DENIED, "Kubernetes doesn't know us (401); check AUTHSCAPE_KUBERNETES_TOKEN_FILE");
            case 403 ->
                new SecretStoreException(
                        Kind.DENIED,
                        "Kubernetes doesn't let us " + verb + " " + secret + " (403); allow the verb '" + verb
                                + "' on secrets in the namespace " + namespace(entry));
            case 404 ->
                new SecretStoreException(
                        Kind.REFUSED,
                        "Kubernetes has no namespace " + namespace(entry) + " (404); make it, or correct its name");
            case 422 ->
                new SecretStoreException(
                        Kind.REFUSED,
                        "Kubernetes doesn't take the change of " + secret + " (422); check that it is not immutable");
            default ->
                new SecretStoreException(
                        status >= 500 || status == 429 ? Kind.UNREACHABLE : Kind.REFUSED,
                        "Kubernetes can't " + verb + " " + secret + " (" + status + "); see its log");
        };
    }

    private static String path(String entry) {
        return "namespaces/" + namespace(entry) + "/secrets/" + name(entry);
    }

    /** Both are lower-case letters, digits, dots and dashes: the seed was checked. */
    private static String namespace(String entry) {
        return entry.substring(0, entry.indexOf('/'));
    }

    private static String name(String entry) {
        return entry.substring(entry.indexOf('/') + 1);
    }
}
