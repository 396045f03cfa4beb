package io.authscape.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSeedBuilder;
import io.authscape.keycloak.seed.ClientType;
import io.authscape.keycloak.seed.ConsentType;
import io.authscape.keycloak.seed.KeySet;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.SecretSeed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One row of {@code OpenIddictApplications}, of any version of OpenIddict, and with ABP's columns. */
final class OpenIddictApplication {

    private static final String SECRET = "ClientSecret";
    private static final String KEYS = "JsonWebKeySet";

    private final Table table;
    private final Row row;
    private final Notes notes = new Notes();
    private final JsonCell cells;

    private OpenIddictApplication(Table table, Row row) {
        this.table = table;
        this.row = row;
        this.cells = new JsonCell(table, row, notes);
    }

    static Draft<ClientSeed> read(Table table, Row row) {
        return new OpenIddictApplication(table, row).read();
    }

    private Draft<ClientSeed> read() {
        String id = row.text("ClientId");
        if (id == null) {
            notes.leftOut("ClientId", "the row has no client id", "");
            return Draft.failed("(no client id)", notes);
        }
        if (row.isTrue("IsDeleted")) {
            notes.leftOut("", "the row is marked as deleted (IsDeleted)", "");
            return Draft.skipped(id, notes);
        }
        OpenIddictWords words = new OpenIddictWords(cells.list("Permissions"), cells.list("Requirements"), notes);
        ClientSeedBuilder client = ClientSeed.named(id)
                .type(type())
                .displayName(row.text("DisplayName"))
                .permissions(words.permissions())
                .requirements(
                        table.has("Requirements") || !words.requirements().isEmpty() ? words.requirements() : null)
                .redirectUris(cells.list("RedirectUris"))
                .postLogoutRedirectUris(cells.list("PostLogoutRedirectUris"))
                .consentType(consentType())
                .settings(settings())
                .descriptor(descriptor());
        proof(client);
        actsAs(id, words.permissions()).ifPresent(client::actsAs);
        addressesOfPeople();
        return Draft.of(id, client.build(), notes);
    }

    /** Called {@code Type} up to OpenIddict 4. */
    private String typeWord() {
        String word = Stream.of("ClientType", "Type")
                .map(row::text)
                .filter(text -> text != null)
                .findFirst()
                .orElse("");
        return word.strip().toLowerCase(Locale.ROOT);
    }

    private ClientType type() {
        return switch (typeWord()) {
            case "public" -> ClientType.PUBLIC;
            case "confidential" -> ClientType.CONFIDENTIAL;
            case "hybrid" -> {
                notes.changed(
                        "Type",
                        "'hybrid' (OpenIddict up to 3) became a confidential client, which always proves who it is",
                        "write \"clientType\": \"public\" if it never does");
                yield ClientType.CONFIDENTIAL;
            }
            case "" -> {
                notes.check("ClientType", "the row says none: the client is a confidential one", "");
                yield ClientType.CONFIDENTIAL;
            }
            default -> {
                notes.leftOut(
                        "ClientType",
                        Quoted.of(typeWord()) + " is no type that OpenIddict knows; the client is a confidential one",
                        "");
                yield ClientType.CONFIDENTIAL;
            }
        };
    }

    private void proof(ClientSeedBuilder client) {
        String stored = row.text(SECRET);
        Optional<JsonNode> keys = cells.object(KEYS)
                .filter(set -> !set.path("keys").isEmpty() || !set.path("keys").isArray());
        if (typeWord().equals("public")) {
            if (stored != null) {
                notes.leftOut(SECRET, "a public client has no secret, and OpenIddict refuses one that it sends", "");
            }
            keys.ifPresent(set -> notes.leftOut(KEYS, "a public client has no keys", ""));
            return;
        }
        Optional<String> hash = stored == null ? Optional.empty() : StoredHash.read(stored, SECRET, notes);
        hash.ifPresent(text -> client.secrets(List.of(SecretSeed.ofHash(text))));
        if (keys.isPresent() && hash.isPresent()) {
            notes.leftOut(
                    KEYS,
                    "the client has a secret too, and Keycloak takes one kind of proof per client: the secret was kept",
                    "if the service signs in with its key, write 'jsonWebKeySet' instead of 'clientSecretHash'");
        } else {
            keys.ifPresent(set -> client.jsonWebKeySet(KeySet.of(set)));
        }
    }

    private ConsentType consentType() {
        String word = row.text("ConsentType");
        Optional<ConsentType> known = Stream.of(ConsentType.values())
                .filter(type ->
                        word != null && type.toString().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
        if (word != null && known.isEmpty()) {
            notes.leftOut("ConsentType", Quoted.of(word) + " is no type that OpenIddict knows", "");
        }
        return known.orElse(null);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = cells.map("Settings");
        return settings == null || settings.isEmpty() ? null : settings;
    }

    private Map<String, JsonNode> descriptor() {
        Map<String, JsonNode> descriptor = new HashMap<>();
        String applicationType = row.text("ApplicationType");
        if (applicationType != null) {
            descriptor.put(
                    "applicationType", TextNode.valueOf(applicationType.strip().toLowerCase(Locale.ROOT)));
        }
        cells.object("DisplayNames").ifPresent(names -> descriptor.put("displayNames", names));
        cells.object("Properties")
                .flatMap(properties -> FreeProperties.of(properties, "Properties", notes))
                .ifPresent(properties -> descriptor.put("properties", properties));
        return descriptor;
    }

    /** AuthScape's server takes a service whose client id is a number for the user of that number. */
    private Optional<Long> actsAs(String id, List<String> permissions) {
        boolean isService = permissions.contains(Permissions.CLIENT_CREDENTIALS_GRANT);
        if (!isService || !id.matches("[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        notes.changed(
                "ClientId",
                "AuthScape's server takes a service that is called by a number for the user of that number: the seed says"
                        + " 'actsAs'",
                "apply it with --allow-acts-as, or choose another client id");
        return Optional.of(Long.parseLong(id));
    }

    /** What ABP adds for people to click on. */
    private void addressesOfPeople() {
        for (String column : List.of("ClientUri", "LogoUri", "FrontChannelLogoutUri")) {
            if (row.text(column) != null) {
                notes.leftOut(
                        column, "a seed has no place for it", "set it in Keycloak's Admin Console; it stays there");
            }
        }
        cells.object("ExtraProperties")
                .ifPresent(extra ->
                        notes.leftOut("ExtraProperties", "these are ABP's, and a seed has no place for them", ""));
    }
}
