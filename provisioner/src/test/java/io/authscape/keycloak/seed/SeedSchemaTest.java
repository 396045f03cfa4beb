package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedSchemaTest {

    private final JsonNode schema = json(SeedSchema.text());

    @Test
    void theJarCarriesTheFileThatEditorsRead() throws Exception {
        assertThat(SeedSchema.text()).isEqualTo(Files.readString(Seeds.REALM_CONFIG.resolve("seed.schema.json")));
    }

    @Test
    void itHasEveryMemberOfTheFormat() {
        assertThat(members(schema))
                .containsExactlyInAnyOrder("$schema", "version", "owner", "realm", "roles", "scopes", "clients");
        assertThat(members(schema.at("/$defs/client")))
                .containsExactlyInAnyOrder(
                        "clientId",
                        "clientSecret",
                        "clientSecretHash",
                        "clientSecrets",
                        "secretStorage",
                        "clientType",
                        "applicationType",
                        "consentType",
                        "displayName",
                        "displayNames",
                        "description",
                        "permissions",
                        "requirements",
                        "redirectUris",
                        "postLogoutRedirectUris",
                        "settings",
                        "properties",
                        "jsonWebKeySet",
                        "claims",
                        "actsAs",
                        "subject",
                        "allowedNetworks");
        assertThat(members(schema.at("/$defs/scope")))
                .containsExactlyInAnyOrder(
                        "name",
                        "displayName",
                        "displayNames",
                        "description",
                        "descriptions",
                        "resources",
                        "properties");
        assertThat(members(schema.at("/$defs/role"))).containsExactlyInAnyOrder("name", "id", "permissions");
        assertThat(members(schema.at("/$defs/secret")))
                .containsExactlyInAnyOrder("id", "secret", "hash", "generate", "expires", "label", "sink");
    }

    @Test
    void everythingInItIsExplained() {
        List<String> unexplained = new ArrayList<>();
        collect(schema, "", unexplained);
        assertThat(unexplained).isEmpty();
    }

    @Test
    void theShippedSeedFitsTheSchema() throws Exception {
        String shipped = Files.readString(Seeds.REALM_CONFIG.resolve("seeds/background-service.json"));
        assertThat(errors(shipped)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"clientId\": \"a\" }",
                "{ \"clientId\": \"\" }",
                "{ \"clientId\": \"a\\u0001\" }",
                "{ \"clientId\": \"a\", \"clientSecret\": 5 }",
                "{ \"clientId\": \"a\", \"permissions\": \"ept:token\" }",
                "{ \"clientId\": \"a\", \"permissions\": [\"\"] }",
                "{ \"clientId\": \"a\", \"secretStorage\": \"x\" }",
                "{ \"clientId\": \"a\", \"secretStorage\": \"plain\" }",
                "{ \"clientId\": \"a\", \"displayName\": null }",
                "{ \"clientId\": \"a\", \"subject\": null, \"actsAs\": null }",
                "{ \"clientId\": \"a\", \"subject\": \"x\" }",
                "{ \"clientId\": \"a\", \"actsAs\": 9223372036854775807 }",
                "{ \"clientId\": \"a\", \"actsAs\": 9223372036854775808 }",
                "{ \"clientId\": \"a\", \"actsAs\": 0 }",
                "{ \"clientId\": \"a\", \"actsAs\": \"7\" }",
                "{ \"clientId\": \"a\", \"claims\": { \"b\": 7 } }",
                "{ \"clientId\": \"a\", \"claims\": { \"\": \"c\" } }",
                "{ \"clientId\": \"a\", \"settings\": { \"s\": null } }",
                "{ \"clientId\": \"a\", \"consentType\": \"hybrid\" }",
                "{ \"clientId\": \"a\", \"clientType\": \"hybrid\" }",
                "{ \"clientId\": \"a\", \"jsonWebKeySet\": { } }",
                "{ \"clientId\": \"a\", \"jsonWebKeySet\": { \"keys\": [ { \"kty\": \"oct\" } ] } }",
                "{ \"clientId\": \"a\", \"redirectUris\": [ 1 ] }",
                "{ \"clientId\": \"a\", \"allowedNetworks\": [ \"10.0.0.0/8\" ] }",
                "{ \"clientId\": \"a\", \"allowedNetworks\": [] }",
                "{ \"clientId\": \"a\", \"allowedNetworks\": [ \"\" ] }",
                "{ \"clientId\": \"a\", \"allowedNetworks\": \"10.0.0.0/8\" }",
                "{ \"clientId\": \"a\", \"properties\": [ ] }",
                "{ \"nope\": 1 }",
                "null"
            })
    void editorsAndTheCommandLineAgree(String client) {
        String seed = "{ \"version\": 1, \"owner\": \"o\", \"realm\": \"r\", \"clients\": [ " + client + " ] }";
        assertThat(Seeds.read(seed).seed().isPresent()).isEqualTo(errors(seed).isEmpty());
    }

    private List<Error> errors(String seed) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(json(seed));
    }

    private static void collect(JsonNode node, String at, List<String> unexplained) {
        if (node.isObject()) {
            boolean describes = node.has("type") && !at.endsWith("/properties");
            if (describes && (!node.has("title") || !node.has("description"))) {
                unexplained.add(at);
            }
            node.fieldNames().forEachRemaining(name -> collect(node.get(name), at + "/" + name, unexplained));
        }
    }

    private static Set<String> members(JsonNode object) {
        Set<String> members = new TreeSet<>();
        object.path("properties").fieldNames().forEachRemaining(members::add);
        return members;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
