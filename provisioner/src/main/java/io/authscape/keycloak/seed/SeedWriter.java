package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a {@link Seed} as a seed file, so that reading the file gives the same seed: what is undefined is left out. A
 * secret's value is never written; where a client has a {@link ClientSeed#secret()} and a reference is known, the
 * reference stands there.
 */
public final class SeedWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, String> secretReferences;

    private SeedWriter(Map<String, String> secretReferences) {
        this.secretReferences = secretReferences;
    }

    /**
     * The text of one owner's file.
     *
     * @param secretReferences by client id: {@code ${env:NAME}}
     */
    public static String write(Seed seed, Map<String, String> secretReferences) {
        return text(new SeedWriter(secretReferences).seed(seed));
    }

    private ObjectNode seed(Seed seed) {
        ObjectNode root = JSON.objectNode();
        root.put("version", 1);
        put(root, "owner", seed.owners().get(0));
        put(root, "realm", seed.realm());
        list(root, "roles", seed.roles().stream().map(SeedWriter::role).toList());
        list(root, "scopes", seed.scopes().stream().map(SeedWriter::scope).toList());
        list(root, "clients", seed.clients().stream().map(this::client).toList());
        return root;
    }

    private static ObjectNode role(RoleSeed seed) {
        ObjectNode role = JSON.objectNode();
        put(role, "name", seed.name());
        if (seed.id() != null) {
            role.put("id", seed.id());
        }
        if (seed.permissions() != null) {
            ArrayNode permissions = role.putArray("permissions");
            seed.permissions().forEach(permission -> {
                ObjectNode one = permissions.addObject();
                put(one, "id", permission.id());
                put(one, "name", permission.name());
            });
        }
        return role;
    }

    private static ObjectNode scope(ScopeSeed seed) {
        ObjectNode scope = JSON.objectNode();
        put(scope, "name", seed.name());
        put(scope, "displayName", seed.displayName());
        put(scope, "description", seed.description());
        put(scope, "resources", seed.resources());
        put(scope, seed.descriptor());
        return scope;
    }

    private ObjectNode client(ClientSeed seed) {
        ObjectNode client = JSON.objectNode();
        put(client, "clientId", seed.clientId());
        if (secretReferences.containsKey(seed.clientId())) {
            client.put("clientSecret", secretReferences.get(seed.clientId()));
        } else {
            secrets(client, seed.secrets());
        }
        if (seed.secretStorage() != null) {
            client.put("secretStorage", seed.secretStorage().toString());
        }
        if (seed.isPublic()) {
            client.put("clientType", "public");
        }
        if (seed.consentType() != null) {
            client.put("consentType", seed.consentType().toString());
        }
        put(client, "displayName", seed.displayName());
        put(client, "description", seed.description());
        put(client, "permissions", seed.permissions());
        put(client, "requirements", seed.requirements());
        put(client, "redirectUris", seed.redirectUris());
        put(client, "postLogoutRedirectUris", seed.postLogoutRedirectUris());
        put(client, "settings", seed.settings());
        put(client, seed.descriptor());
        if (seed.jsonWebKeySet() != null) {
            client.set("jsonWebKeySet", escaped(seed.jsonWebKeySet().tree()));
        }
        put(client, "claims", seed.claims());
        if (seed.actsAs() != null) {
            client.put("actsAs", seed.actsAs());
        }
        if (seed.keepsKeycloakSubject()) {
            client.put("subject", "keycloak");
        }
        put(client, "allowedNetworks", seed.allowedNetworks());
        return client;
    }

    /** Hashes and references; a value has no place in a file. */
    private static void secrets(ObjectNode client, List<SecretSeed> secrets) {
        if (secrets.size() == 1 && secrets.get(0).id() == null) {
            SecretSeed only = secrets.get(0);
            put(client, "clientSecretHash", only.hash());
            if (only.reference() != null && !only.reference().generate()) {
                client.put("clientSecret", only.reference().written());
            }
            return;
        }
        List<ObjectNode> entries = secrets.stream()
                .filter(secret -> secret.hash() != null || secret.reference() != null)
                .map(SeedWriter::secret)
                .toList();
        list(client, "clientSecrets", entries);
    }

    private static ObjectNode secret(SecretSeed seed) {
        ObjectNode secret = JSON.objectNode();
        put(secret, "id", seed.id());
        put(secret, "hash", seed.hash());
        if (seed.reference() != null) {
            secret.put(
                    seed.reference().generate() ? "sink" : "secret",
                    seed.reference().written());
            if (seed.reference().generate()) {
                secret.put("generate", true);
            }
        }
        if (seed.expires() != null) {
            secret.put("expires", seed.expires().toString());
        }
        put(secret, "label", seed.label());
        return secret;
    }

    private static void list(ObjectNode root, String member, Collection<ObjectNode> elements) {
        if (!elements.isEmpty()) {
            root.putArray(member).addAll(elements);
        }
    }

    private static void put(ObjectNode object, String member, String text) {
        if (text != null) {
            object.put(member, escaped(text));
        }
    }

    private static void put(ObjectNode object, String member, List<String> texts) {
        if (texts != null) {
            ArrayNode list = object.putArray(member);
            texts.forEach(text -> list.add(escaped(text)));
        }
    }

    private static void put(ObjectNode object, String member, Map<String, String> texts) {
        if (texts != null) {
            ObjectNode map = object.putObject(member);
            texts.forEach((name, text) -> map.put(name, escaped(text)));
        }
    }

    private static void put(ObjectNode object, Map<String, JsonNode> members) {
        new TreeMap<>(members).forEach((member, value) -> object.set(member, escaped(value)));
    }

    /** What only looks like a reference must not be taken for one. */
    private static String escaped(String text) {
        return text.replace("${", "$${");
    }

    private static JsonNode escaped(JsonNode value) {
        if (value.isTextual()) {
            return JSON.textNode(escaped(value.textValue()));
        }
        if (value.isArray()) {
            ArrayNode list = JSON.arrayNode();
            value.forEach(element -> list.add(escaped(element)));
            return list;
        }
        if (value.isObject()) {
            ObjectNode map = JSON.objectNode();
            value.properties().forEach(member -> map.set(member.getKey(), escaped(member.getValue())));
            return map;
        }
        return value;
    }

    private static String text(JsonNode root) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of our own can be written", e);
        }
    }
}
