package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.secret.EntryFields.Entry;
import io.authscape.keycloak.secret.RemoteApi.Answer;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The entries of Vault's key-value engine, version 2: {@code mount/path}. */
final class VaultKeyValues implements EntryFields.Entries {

    private final VaultConnection vault;

    VaultKeyValues(VaultConnection vault) {
        this.vault = vault;
    }

    @Override
    public Entry get(String entry) {
        Answer answer = vault.get(path(entry));
        if (answer.status() != 200 && answer.status() != 404) {
            throw refused("read", entry, answer.status());
        }
        // A deleted entry answers 404, too, and goes on counting its versions.
        JsonNode current = answer.body().path("data");
        int version = current.path("metadata").path("version").asInt();
        return new Entry(
                current.path("data"),
                Integer.toString(version),
                Optional.of(Integer.toString(version)).filter(text -> version > 0));
    }

    @Override
    public boolean put(String entry, Entry before, String field, Secret secret) {
        ObjectNode fields = before.fields() instanceof ObjectNode object
                ? object.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        fields.put(field, secret.reveal());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("data", fields);
        body.putObject("options").put("cas", Integer.parseInt(before.version()));
        Answer answer = vault.post(path(entry), body);
        boolean overtaken = answer.status() == 400
                && answer.body().path("errors").path(0).asText().contains("check-and-set");
        if (answer.status() != 200 && answer.status() != 204 && !overtaken) {
            throw refused("write", entry, answer.status());
        }
        return !overtaken;
    }

    private static SecretStoreException refused(String doing, String entry, int status) {
        String shownPath = entry.replaceFirst("/", "/data/");
        if (status == 401 || status == 403) {
            return new SecretStoreException(
                    Kind.DENIED,
                    "Vault doesn't let us " + doing + " it (" + status
                            + "); check the token, and that its policy allows " + doing + " on " + shownPath);
        }
        return new SecretStoreException(
                status >= 500 || status == 429 ? Kind.UNREACHABLE : Kind.REFUSED,
                "Vault can't " + doing + " " + shownPath + " (" + status + "); see its log");
    }

    private static String path(String entry) {
        String[] segments = entry.split("/", -1);
        return Stream.concat(Stream.of(segments[0], "data"), Stream.of(segments).skip(1))
                .map(RemoteApi::encoded)
                .collect(Collectors.joining("/"));
    }
}
