package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The secrets of Vault's key-value engine, version 2: {@code mount/path#field}. */
final class VaultKeyValues implements SecretStore {

    private final VaultConnection vault;

    VaultKeyValues(VaultConnection vault) {
        this.vault = vault;
    }

    @Override
    public Optional<Secret> read(String address) {
        Entry entry = Entry.of(address);
        JsonNode value = data(entry).path("data").path(entry.field());
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isBlank())) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new SecretStoreException(
                    Kind.REFUSED, "Vault's field '" + entry.field() + "' is no text; make it one");
        }
        return Optional.of(new Secret(value.textValue()));
    }

    @Override
    public void write(String address, Secret secret) {
        Entry entry = Entry.of(address);
        JsonNode before = data(entry);
        ObjectNode fields = before.path("data") instanceof ObjectNode object
                ? object.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        fields.put(entry.field(), secret.reveal());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("data", fields);
        // Vault compares the version, so that two runs at once don't overwrite each other.
        body.putObject("options")
                .put("cas", before.path("metadata").path("version").asInt());
        VaultConnection.Answer answer = vault.post(entry.path(), body);
        boolean overtaken = answer.status() == 400;
        if (answer.status() != 200 && answer.status() != 204 && !overtaken) {
            throw refused("write", entry, answer.status());
        }
    }

    /** The current version with its {@code data} and {@code metadata}; empty if there is none. */
    private JsonNode data(Entry entry) {
        VaultConnection.Answer answer = vault.get(entry.path());
        return switch (answer.status()) {
            case 200, 404 -> answer.body().path("data");
            default -> throw refused("read", entry, answer.status());
        };
    }

    private static SecretStoreException refused(String doing, Entry entry, int status) {
        if (status == 401 || status == 403) {
            return new SecretStoreException(
                    Kind.DENIED,
                    "Vault doesn't let us " + doing + " it (" + status
                            + "); check the token, and that its policy allows " + doing + " on " + entry.shownPath());
        }
        return new SecretStoreException(
                status >= 500 || status == 429 ? Kind.UNREACHABLE : Kind.REFUSED,
                "Vault can't " + doing + " " + entry.shownPath() + " (" + status + "); see its log");
    }

    /**
     * @param path of the API, encoded
     * @param shownPath the same for people, as a policy writes it
     */
    private record Entry(String path, String shownPath, String field) {

        static Entry of(String address) {
            String place = address.substring(0, address.indexOf('#'));
            String mount = place.substring(0, place.indexOf('/'));
            String inMount = place.substring(place.indexOf('/') + 1);
            String path = Stream.concat(Stream.of(mount, "data"), Stream.of(inMount.split("/", -1)))
                    .map(Entry::encoded)
                    .collect(Collectors.joining("/"));
            return new Entry(path, mount + "/data/" + inMount, address.substring(address.indexOf('#') + 1));
        }

        private static String encoded(String segment) {
            return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
