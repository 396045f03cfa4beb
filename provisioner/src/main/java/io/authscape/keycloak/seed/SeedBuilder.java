package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the JSON tree into a {@link Seed}. It also works on a tree that breaks the schema, with empty texts where
 * something else stands, so that the rules about content can be checked and told together with the schema's.
 */
final class SeedBuilder {

    private final JsonNode root;
    private final References references;

    SeedBuilder(JsonNode root, References references) {
        this.root = root;
        this.references = references;
    }

    Seed build() {
        JsonPointer at = JsonPointer.empty();
        return new Seed(textOrEmpty(root, at, "owner"), textOrEmpty(root, at, "realm"), scopes(), clients());
    }

    private List<ScopeSeed> scopes() {
        List<ScopeSeed> scopes = new ArrayList<>();
        for (JsonNode scope : root.path("scopes")) {
            JsonPointer at = JsonPointer.valueOf("/scopes/" + scopes.size());
            scopes.add(new ScopeSeed(
                    textOrEmpty(scope, at, "name"),
                    text(scope, at, "displayName"),
                    text(scope, at, "description"),
                    texts(scope, at, "resources")));
        }
        return scopes;
    }

    private List<ClientSeed> clients() {
        List<ClientSeed> clients = new ArrayList<>();
        for (JsonNode client : root.path("clients")) {
            JsonPointer at = JsonPointer.valueOf("/clients/" + clients.size());
            clients.add(new ClientSeed(
                    textOrEmpty(client, at, "clientId"),
                    secret(client, at.appendProperty("clientSecret")),
                    text(client, at, "displayName"),
                    texts(client, at, "permissions")));
        }
        return clients;
    }

    private Secret secret(JsonNode client, JsonPointer at) {
        JsonNode secret = client.path("clientSecret");
        return secret.isTextual() ? references.secret(at, secret.textValue()) : null;
    }

    private String textOrEmpty(JsonNode object, JsonPointer at, String member) {
        String text = text(object, at, member);
        return text == null ? "" : text;
    }

    private String text(JsonNode object, JsonPointer at, String member) {
        JsonNode value = object.path(member);
        return value.isTextual() ? references.literal(at.appendProperty(member), value.textValue()) : null;
    }

    private List<String> texts(JsonNode object, JsonPointer at, String member) {
        JsonNode list = object.path(member);
        if (!list.isArray()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode value : list) {
            JsonPointer element = at.appendProperty(member).appendIndex(texts.size());
            texts.add(value.isTextual() ? references.literal(element, value.textValue()) : "");
        }
        return texts;
    }
}
