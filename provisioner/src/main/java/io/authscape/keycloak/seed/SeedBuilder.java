package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Turns the JSON tree into a {@link Seed}. It also works on a tree that breaks the schema, so that the rules about
 * content can be checked and told together with the schema's.
 */
final class SeedBuilder {

    /** Where OpenIddict's administrators keep a description, for want of a member of its own. */
    static final String DESCRIPTION_PROPERTY = "Description";

    private static final String PROPERTIES = "properties";

    private final JsonMembers root;
    private final SecretRules secrets;

    SeedBuilder(JsonNode root, SecretRules secrets) {
        this.root = new JsonMembers(root, JsonPointer.empty());
        this.secrets = secrets;
    }

    Seed build() {
        return new Seed(
                root.textOrEmpty("owner"),
                root.textOrEmpty("realm"),
                root.each("roles").stream().map(SeedBuilder::role).toList(),
                root.each("scopes").stream().map(SeedBuilder::scope).toList(),
                root.each("clients").stream().map(this::client).toList());
    }

    private static RoleSeed role(JsonMembers role) {
        List<RolePermission> permissions = role.each("permissions").stream()
                .map(permission -> new RolePermission(permission.textOrEmpty("id"), permission.textOrEmpty("name")))
                .toList();
        return new RoleSeed(
                role.textOrEmpty("name"), role.number("id"), role.isList("permissions") ? permissions : null);
    }

    private static ScopeSeed scope(JsonMembers scope) {
        return new ScopeSeed(
                scope.textOrEmpty("name"),
                scope.text("displayName"),
                scope.text("description"),
                scope.texts("resources"),
                scope.asWritten(List.of("displayNames", "descriptions", PROPERTIES)));
    }

    private ClientSeed client(JsonMembers client) {
        Map<String, JsonNode> descriptor = client.asWritten(List.of("applicationType", "displayNames", PROPERTIES));
        JsonNode keys = client.object().path("jsonWebKeySet");
        return ClientSeed.named(client.textOrEmpty("clientId"))
                .secrets(secrets.read(client))
                .type("public".equals(client.text("clientType")) ? ClientType.PUBLIC : ClientType.CONFIDENTIAL)
                .jsonWebKeySet(keys.isObject() ? KeySet.of(keys) : null)
                .displayName(client.text("displayName"))
                .description(description(client, descriptor))
                .permissions(client.texts("permissions"))
                .requirements(client.texts("requirements"))
                .redirectUris(client.texts("redirectUris"))
                .postLogoutRedirectUris(client.texts("postLogoutRedirectUris"))
                .consentType(consentType(client.text("consentType")))
                .settings(client.textMap("settings"))
                .claims(client.textMap("claims"))
                .actsAs(client.number("actsAs"))
                .keepsKeycloakSubject("keycloak".equals(client.text("subject")))
                .allowedNetworks(client.texts("allowedNetworks"))
                .descriptor(descriptor)
                .secretStorage(SecretStorage.of(client.text("secretStorage")))
                .build();
    }

    /** The member, or else the property of that name, which then needs no other place. */
    private static String description(JsonMembers client, Map<String, JsonNode> descriptor) {
        String member = client.text("description");
        JsonNode properties = descriptor.get(PROPERTIES);
        if (member == null
                && properties instanceof ObjectNode map
                && map.path(DESCRIPTION_PROPERTY).isTextual()) {
            return map.remove(DESCRIPTION_PROPERTY).textValue();
        }
        return member;
    }

    private static ConsentType consentType(String word) {
        return Stream.of(ConsentType.values())
                .filter(type -> type.toString().equals(word))
                .findFirst()
                .orElse(null);
    }
}
