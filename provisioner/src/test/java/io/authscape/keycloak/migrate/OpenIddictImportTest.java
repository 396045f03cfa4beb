package io.authscape.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.migrate.ImportedEntry.Outcome;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ConsentType;
import io.authscape.keycloak.seed.ScopeSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rows say, in every spelling that was seen, and what becomes of it. */
class OpenIddictImportTest {

    private static final String HASH =
            "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg80Whn7iC3wyO+wdcexvsmG626GattUn1splPyaa7oK2A==";
    private static final String SECRET = "'ClientSecret': '" + HASH + "'";

    @Test
    void scopesThatOnlyCodeRegistersAreNoSlips() {
        Imported run = Imported.rows(
                "[ { 'ClientId': 'c', 'ClientType': 'public', 'Permissions':"
                        + " '[\\'scp:order\\',\\'scp:role\\',\\'scp:orders\\',\\'scp:billing\\',\\'scp:authscap\\']' } ]",
                "[ { 'Name': 'orders' } ]");

        assertThat(run.client("c").permissions())
                .containsExactly("scp:order", "scp:role", "scp:orders", "scp:billing", "scp:authscap");
        assertThat(run.seed().scopes()).extracting(ScopeSeed::name).containsExactly("order", "orders", "role");
        assertThat(run.notes("c"))
                .filteredOn(line -> line.contains("is near to"))
                .containsExactly(
                        "check: permissions: 'scp:order' is near to 'scp:orders', and nothing defines its scope: the seed"
                                + " does now; if it was a slip, take both out",
                        "check: permissions: 'scp:role' is near to 'scp:roles', and nothing defines its scope: the seed"
                                + " does now; if it was a slip, take both out");
        assertThat(run.notes("order"))
                .anySatisfy(line -> assertThat(line).startsWith("check: a client has 'scp:order'"));
        assertThat(run.notes("c"))
                .anySatisfy(line -> assertThat(line).contains("doesn't define the scope of 'scp:billing'"));
    }

    @Test
    void scopesThatOnlyKeycloaksUsualRealmsHaveAreKept() {
        Imported run = Imported.rows(
                "[ { 'ClientId': 'c', 'ClientType': 'public', 'Permissions': '[\\'scp:phone\\']' } ]",
                "[ { 'Name': 'phone', 'Resources': '[\\'phones\\']' }, { 'Name': 'address' }, { 'Name': 'email' } ]");

        assertThat(run.seed().scopes()).extracting(ScopeSeed::name).containsExactly("address", "phone");
        assertThat(run.scope("phone").resources()).containsExactly("phones");
        assertThat(List.of("phone", "address")).allSatisfy(name -> assertThat(run.notes(name))
                .anySatisfy(line -> assertThat(line).startsWith("check: realms that Keycloak makes have a scope")));
        assertThat(run.entry("email").outcome()).isEqualTo(ImportedEntry.Outcome.SKIPPED);
    }

    @Test
    void aRowAsContractHasIt() {
        Imported run = Imported.rows(
                """
                [{"ClientId":"background-service","ClientType":"confidential","DisplayName":"Background Service",
                 "ClientSecret":"%s","Permissions":"[\\"ept:token\\",\\"gt:client_credentials\\",\\"scp:api1\\"]",
                 "Requirements":null,"RedirectUris":null,"Settings":null,"Properties":null,"ConsentType":null}]
                """.formatted(HASH), "[ { 'Name': 'api1', 'Resources': '[\\'resource_server_1\\',\\'x\\']' } ]");

        ClientSeed client = run.client("background-service");
        assertThat(client.secrets()).singleElement().satisfies(secret -> assertThat(secret.hash())
                .isEqualTo(HASH));
        assertThat(client.permissions()).containsExactly("ept:token", "gt:client_credentials", "scp:api1");
        assertThat(client.displayName()).isEqualTo("Background Service");
        assertThat(client.requirements()).as("NULL is empty").isEmpty();
        assertThat(client.redirectUris()).as("NULL is empty").isEmpty();
        assertThat(client.postLogoutRedirectUris())
                .as("a column that isn't there says nothing")
                .isNull();
        assertThat(run.scope("api1").resources()).containsExactly("resource_server_1", "x");
        assertThat(run.entry("background-service").mapped())
                .containsExactly("clientSecretHash", "displayName", "permissions (3)");
        assertThat(run.entry("background-service").notes()).isEmpty();
        assertThat(run.migration().isIncomplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, client_type, client_secret, display_name",
        "CLIENTID, TYPE, CLIENTSECRET, DISPLAYNAME",
        "clientid, Type, clientsecret, displayname"
    })
    void columnsGoByTheirLettersAlone(String id, String type, String secret, String displayName) {
        Imported run = Imported.rows(
                "[ { '" + id + "': 'p', '" + type + "': 'public', '" + displayName + "': 'P' }, { '" + id + "': 'c', '"
                        + type + "': 'confidential', '" + secret + "': '" + HASH + "' } ]",
                "[]");
        assertThat(run.client("p").isPublic()).isTrue();
        assertThat(run.client("p").displayName()).isEqualTo("P");
        assertThat(run.client("c").hasSecret()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            public       | true  |
            Public       | true  |
            confidential | false |
            hybrid       | false | 'hybrid' (OpenIddict up to 3) became a confidential client
            ""           | false | the row says none
            machine      | false | 'machine' is no type
            """)
    void clientTypes(String type, boolean isPublic, String note) {
        Imported run = Imported.rows("[ { 'ClientId': 'c', 'Type': '" + type + "' } ]", "[]");
        assertThat(run.client("c").isPublic()).isEqualTo(isPublic);
        if (note != null) {
            assertThat(run.notes("c")).anySatisfy(line -> assertThat(line).contains(note));
        }
    }

    @Test
    void abpsColumns() {
        Imported run = Imported.rows("""
                [ { 'ClientId': 'gone', 'ClientType': 'public', 'IsDeleted': true },
                  { 'ClientId': 'gone2', 'ClientType': 'public', 'IsDeleted': 1 },
                  { 'ClientId': 'here', 'ClientType': 'public', 'IsDeleted': 0, 'ClientUri': 'https://x', 'LogoUri': '/x',
                    'ExtraProperties': '{}', 'ConcurrencyStamp': 'x', 'CreationTime': '2024-01-01', 'Tenant': 'x' } ]""", "[ { 'Name': 'gone', 'IsDeleted': 't' } ]");
        assertThat(run.seed().clients()).extracting(ClientSeed::clientId).containsExactly("here");
        assertThat(run.seed().scopes()).isEmpty();
        assertThat(run.entry("gone2").outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(run.notes("here"))
                .extracting(line -> line.replaceFirst(": a seed.*", ""))
                .containsExactly("not mapped: ClientUri", "not mapped: LogoUri");
        assertThat(run.migration().notes())
                .extracting(Note::toString)
                .containsExactly("'a.json': columns that are not OpenIddict's: 'Tenant'");
        assertThat(run.migration().isIncomplete())
                .as("nothing that should be there is missing")
                .isFalse();
    }

    @Test
    void theRestOfTheDescriptor() {
        Imported run = Imported.application(SECRET + """
                , 'ApplicationType': 'Web', 'ConsentType': 'Explicit', 'DisplayNames': '{ \\'de\\': \\'Dienst\\' }',
                'Settings': '{ \\'tkn_lft:act\\': \\'00:10:00\\', \\'tkn_lft:reft\\': \\'14.00:00:00\\', \\'tkn_lft:idt\\': \\'soon\\' }',
                'Properties': '{ \\'Description\\': \\'Does it\\', \\'Api-Key\\': \\'hunter2\\', \\'a\\': { \\'password\\': \\'hunter2\\', \\'b\\': 1 } }',
                'RedirectUris': '[ \\'https://a/x\\', \\'https://*.b/\\', \\'https://a/x\\' ]'""");
        ClientSeed client = run.client("c");
        assertThat(client.consentType()).isEqualTo(ConsentType.EXPLICIT);
        assertThat(client.description()).isEqualTo("Does it");
        assertThat(client.settings())
                .containsExactly(Map.entry("tkn_lft:act", "00:10:00"), Map.entry("tkn_lft:reft", "14.00:00:00"));
        assertThat(client.redirectUris()).containsExactly("https://a/x");
        assertThat(client.descriptor().get("applicationType").asText()).isEqualTo("web");
        assertThat(client.descriptor().get("displayNames").toString()).isEqualTo("{\"de\":\"Dienst\"}");
        assertThat(client.descriptor().get("properties").toString()).isEqualTo("{\"a\":{\"b\":1}}");
        assertThat(run.migration().toString()).doesNotContain("hunter2");
        assertThat(run.notes("c"))
                .anySatisfy(line -> assertThat(line).contains("'Api-Key' looks like a secret"))
                .anySatisfy(line -> assertThat(line).contains("'password' looks like a secret"))
                .anySatisfy(line -> assertThat(line).startsWith("not mapped: redirectUris: 'https://*.b/' has a '*'"))
                .anySatisfy(line -> assertThat(line).startsWith("not mapped: settings: 'soon' is no lifetime"));
    }

    @Test
    void cellsThatAreNoJsonRefuseEverything() {
        Imported run = Imported.application(SECRET
                + ", 'Permissions': 'ept:token', 'RedirectUris': '{}', 'Properties': '[', 'Settings': '{\\'a\\':1}'");
        assertThat(run.client("c").permissions()).isEmpty();
        assertThat(run.client("c").redirectUris()).isEmpty();
        assertThat(run.notes("c"))
                .filteredOn(line -> line.contains("it isn't the JSON that OpenIddict writes there"))
                .extracting(line -> line.split(": ", -1)[1])
                .containsExactlyInAnyOrder("Permissions", "RedirectUris", "Properties");
    }

    @Test
    void aServiceThatIsCalledByANumberActsAsThatUser() {
        Imported run = Imported.rows(
                "[ { 'ClientId': '42', 'ClientType': 'confidential', " + SECRET
                        + ", 'Permissions': '[\\'ept:token\\',\\'gt:client_credentials\\']' }, { 'ClientId': '43',"
                        + " 'ClientType': 'public' } ]",
                "[]");
        assertThat(run.client("42").actsAs()).isEqualTo(42L);
        assertThat(run.notes("42")).anySatisfy(line -> assertThat(line).contains("--allow-acts-as"));
        assertThat(run.entry("43").outcome()).isEqualTo(Outcome.FAILED);
        assertThat(run.notes("43"))
                .anySatisfy(line -> assertThat(line).contains("a client id of digits only", "choose another name"));
        assertThat(run.migration().isIncomplete()).isTrue();
    }

    @Test
    void rowsThatNoSeedCanHold() {
        Imported run = Imported.rows(
                "[ { 'ClientId': null, 'ClientType': 'public' }, { 'ClientId': 'a', 'ClientType': 'public' }, {"
                        + " 'ClientId': 'a', 'ClientType': 'public' }, { 'ClientId': 'x\\u0007', 'ClientType': 'public' },"
                        + " { 'ClientId': 'z', 'ClientType': 'public', 'Permissions': '[\\'ept:tokn\\']' } ]",
                "[ { 'Name': 'a b' }, { 'Name': 'authscape' }, { 'Name': 'ok' }, { 'Name': '' }, { 'Name': 'email',"
                        + " 'Resources': '[\\'r\\']' } ]");
        assertThat(run.seed().clients()).extracting(ClientSeed::clientId).containsExactly("a", "z");
        assertThat(run.client("z").permissions())
                .as("its slip, not its neighbour's")
                .isEmpty();
        assertThat(run.notes("z")).singleElement().asString().contains("'ept:tokn'");
        assertThat(run.seed().scopes()).extracting(scope -> scope.name()).containsExactly("ok");
        List<Outcome> outcomes = new ArrayList<>();
        run.migration().entries().forEach(entry -> outcomes.add(entry.outcome()));
        assertThat(outcomes).filteredOn(outcome -> outcome == Outcome.FAILED).hasSize(6);
        assertThat(run.entry("email").outcome()).isEqualTo(Outcome.SKIPPED);
        assertThat(run.notes("email")).anySatisfy(line -> assertThat(line).contains("Resources"));
    }

    @Test
    void withoutScopesTheReportSaysWhatIsMissing() {
        Imported run = Imported.rows(
                "[ { 'ClientId': 'c', 'ClientType': 'public', 'Permissions': '[\\'scp:api1\\']' } ]", null);
        assertThat(run.migration().notes()).extracting(Note::what).containsExactly("no scopes were given");
        assertThat(run.client("c").permissions()).containsExactly("scp:api1");
        assertThat(run.notes("c"))
                .anySatisfy(line -> assertThat(line).contains("the seed doesn't define the scope of 'scp:api1'"));
    }
}
