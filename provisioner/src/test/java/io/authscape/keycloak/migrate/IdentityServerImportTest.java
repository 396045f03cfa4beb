package io.authscape.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.authscape.keycloak.contract.SaltedDigest;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.migrate.ImportedEntry.Outcome;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ConsentType;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.SecretSeed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code appsettings.json} says, and what becomes of it. */
class IdentityServerImportTest {

    /** SHA-256 of {@code secret}, as IdentityServer's own documentation prints it. */
    private static final String SHA256 = "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=";

    private static final String SHA512 =
            "vSsar3708Jvp9Szi2NWZZ02Bqp1qRCFpbcTZPdBhnWgs5WtNZKnvCXdhztmeD2cmW192CF5bDufKRpayrW/isg==";

    @Test
    void theDocumentedSample() {
        Imported run = Imported.settings("""
                {
                  // as IdentityServer's documentation prints it
                  'IdentityServer': {
                    'ApiScopes': [ { 'Name': 'api1', 'DisplayName': 'API 1' }, { 'Name': 'other' }, ],
                    'ApiResources': [ { 'Name': 'resource1', 'DisplayName': 'R', 'Scopes': [ 'api1' ], 'ApiSecrets': [ { 'Value': '%s' } ] },
                                      { 'Name': 'resource2', 'Scopes': [ 'api1' ] } ],
                    'Clients': [ {
                      'Enabled': true, 'ClientId': 'machine_client', 'ClientName': 'Machine',
                      'ClientSecrets': [ { 'Value': '%s', 'Expiration': null, 'Description': null } ],
                      'AllowedGrantTypes': [ 'client_credentials' ], 'AllowedScopes': [ 'api1' ],
                      'Properties': { 'foo': 'bar' }, 'Claims': [ { 'type': 'c1', 'value': 'c1value' } ] } ],
                  } /* the end */
                }""".formatted(SHA512, SHA256));

        ClientSeed client = run.client("machine_client");
        assertThat(client.displayName()).isEqualTo("Machine");
        assertThat(client.permissions())
                .containsExactly("ept:token", "gt:client_credentials", "ept:revocation", "scp:api1");
        assertThat(client.claims()).containsExactly(Map.entry("client_c1", "c1value"));
        assertThat(client.descriptor().get("properties").toString()).isEqualTo("{\"foo\":\"bar\"}");
        assertThat(hash(client).verifies("secret")).isTrue();
        assertThat(run.scope("api1").resources()).containsExactly("resource1", "resource2");
        assertThat(run.scope("api1").displayName()).isEqualTo("API 1");
        assertThat(run.scope("other").resources()).isEmpty();
        assertThat(run.client("resource1").permissions()).containsExactly("ept:introspection");
        assertThat(hash(run.client("resource1")).verifies("secret")).isTrue();
        assertThat(run.seed().clients())
                .as("an API without secrets asks nothing")
                .hasSize(2);
        assertThat(run.notes("machine_client"))
                .as("a digest without salt, and a property without a place")
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("check: "));
    }

    @Test
    void aPersonsClient() {
        Imported run = Imported.settings("""
                { 'clients': { 'web': {
                    'clientid': 'web', 'ClientSecrets': [ { 'Value': '%s' } ], 'AllowedGrantTypes': [ 'authorization_code', 'urn:x' ],
                    'AllowedScopes': [ 'openid', 'profile', 'offline_access' ], 'AllowOfflineAccess': 'True',
                    'RedirectUris': [ 'https://app/signin-oidc', 'https://app/*' ], 'PostLogoutRedirectUris': [ 'https://app/out' ],
                    'AccessTokenLifetime': '600', 'RequireConsent': true, 'RequirePushedAuthorization': true,
                    'AllowedCorsOrigins': [ 'https://app' ], 'AccessTokenType': 'Reference', 'ClientClaimsPrefix': '',
                    'Claims': [ { 'Type': 'a', 'Value': '1' }, { 'Type': 'a', 'Value': '2' }, { 'Type': 'sub', 'Value': '3' } ] } } }""".formatted(SHA256));

        ClientSeed client = run.client("web");
        assertThat(client.permissions())
                .contains(
                        "ept:authorization",
                        "ept:token",
                        "ept:end_session",
                        "ept:pushed_authorization",
                        "gt:authorization_code",
                        "gt:refresh_token",
                        "gt:urn:x",
                        "rst:code",
                        "scp:profile")
                .doesNotContain("scp:openid", "scp:offline_access");
        assertThat(client.requirements()).containsExactly("ft:pkce", "ft:par");
        assertThat(client.redirectUris()).containsExactly("https://app/signin-oidc");
        assertThat(client.postLogoutRedirectUris()).containsExactly("https://app/out");
        assertThat(client.settings()).containsExactly(Map.entry("tkn_lft:act", "00:10:00"));
        assertThat(client.consentType()).isEqualTo(ConsentType.EXPLICIT);
        assertThat(client.claims()).containsExactly(Map.entry("a", "1"));
        assertThat(run.notes("web"))
                .anySatisfy(line -> assertThat(line).contains("'https://app/*' has a '*'"))
                .anySatisfy(line -> assertThat(line).contains("'a' has several values"))
                .anySatisfy(line -> assertThat(line).contains("the claim 'sub' belongs to the protocol"))
                .anySatisfy(line -> assertThat(line).contains("Keycloak knows no reference tokens"))
                .anySatisfy(line -> assertThat(line).contains("a seed has no place for 'AllowedCorsOrigins'"));
    }

    @Test
    void secretsThatEndAndThoseThatNeverWorked() {
        Imported run = Imported.settings("""
                { 'Clients': [ { 'ClientId': 'c', 'AllowedGrantTypes': [ 'client_credentials' ], 'ClientSecrets': [
                    { 'Value': '%1$s', 'Description': 'from July on', 'Expiration': '2999-07-01 00:00:00' },
                    { 'Value': '%2$s', 'Expiration': '2999-07-01T02:00:00.5+02:00' },
                    { 'Value': '%1$s' },
                    { 'Value': '%2$s', 'Expiration': '2026-11-28' },
                    { 'Value': '%2$s', 'Expiration': 'some day, hunter2' },
                    { 'Value': 'hunter2' },
                    { 'Type': 'X509Thumbprint', 'Value': 'hunter2' },
                    { 'Type': 'JWK', 'Value': 'hunter2' } ] } ] }""".formatted(SHA256, SHA512));

        assertThat(run.client("c").secrets())
                .extracting(SecretSeed::id, SecretSeed::label, SecretSeed::expires)
                .containsExactly(
                        tuple("imported-1", null, null),
                        tuple("imported-2", null, Instant.parse("2999-07-01T00:00:00Z")));
        assertThat(run.notes("c").stream()
                        .filter(line -> line.startsWith("not mapped: ClientSecrets: "))
                        .map(line -> line.substring("not mapped: ClientSecrets: ".length())))
                .containsExactly(
                        "a secret ended at 2026-11-28T00:00:00Z",
                        "a secret ends at a time that can't be read; write it as 2027-01-31T12:00:00Z, in UTC",
                        "a secret is no SHA-256 or SHA-512 digest in Base64, so IdentityServer lets nobody in with it;"
                                + " give the client a new secret; if it is one in plain text, take that for known",
                        "a secret of type 'X509Thumbprint' has no place in a seed; let the client sign in by a secret, or"
                                + " by a key (JWK)",
                        "a JWK is no JSON object; add the public key to the seed by hand");
        assertThat(run.migration().toString()).doesNotContain("hunter2");
    }

    /** SHA-256 of {@code secret} again and again: as long as one entry counts, IdentityServer lets it in. */
    @Test
    void ofASecretThatIsListedTwiceTheEntryThatEndsLastIsTaken() {
        String later = "{ 'Value': '%s', 'Description': 'later', 'Expiration': '2999-12-31' }".formatted(SHA256);
        String sooner = "{ 'Value': '%s', 'Description': 'sooner', 'Expiration': '2999-07-01' }".formatted(SHA256);
        String never = "{ 'Value': '%s', 'Description': 'never' }".formatted(SHA256);
        for (String[] run : new String[][] {
            {sooner, later, "later"}, {later, sooner, "later"}, {later, never, "never"}, {never, sooner, "never"}
        }) {
            Imported imported = Imported.settings("{ 'Clients': [ { 'ClientId': 'c', 'ClientSecrets': [ " + run[0]
                    + ", { 'Value': '" + SHA512 + "' }, " + run[1] + " ] } ] }");

            assertThat(imported.client("c").secrets())
                    .extracting(SecretSeed::label)
                    .containsExactly(run[2], null);
            assertThat(imported.notes("c"))
                    .contains("changed: ClientSecrets: a secret is listed twice; the entry that ends last was taken");
        }
    }

    @Test
    void anotherServersHashIsNone() {
        for (String hash : List.of(
                "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==",
                SaltedDigest.of("secret").text())) {
            Imported run = Imported.settings(
                    "{ 'Clients': [ { 'ClientId': 'c', 'ClientSecrets': [ { 'Value': '" + hash + "' } ] } ] }");

            assertThat(run.client("c").hasSecret()).isFalse();
            assertThat(run.notes("c"))
                    .anySatisfy(line -> assertThat(line).contains("a secret is no SHA-256 or SHA-512 digest"));
        }
    }

    @Test
    void keysAreAProofToo() {
        Imported run = Imported.settings("""
                { 'Clients': [ { 'ClientId': 'c', 'AllowedGrantTypes': [ 'client_credentials' ], 'ClientSecrets': [
                    { 'Type': 'JWK', 'Value': '{\\'kty\\':\\'OKP\\',\\'crv\\':\\'Ed25519\\',\\'x\\':\\'x\\',\\'d\\':\\'hunter2\\'}' } ] } ] }""");
        assertThat(run.client("c").hasKeys()).isTrue();
        assertThat(run.migration().toString()).doesNotContain("hunter2");
        assertThat(run.notes("c"))
                .anySatisfy(line -> assertThat(line).contains("'d' is part of a private or shared key"));
    }

    @Test
    void publicClientsAndThoseThatAreOff() {
        Imported run = Imported.settings("""
                { 'Clients': [
                  { 'ClientId': 'spa', 'RequireClientSecret': false, 'RequirePkce': false, 'AllowedGrantTypes': [ 'authorization_code' ],
                    'ClientSecrets': [ { 'Value': 'x' } ] },
                  { 'ClientId': 'off', 'Enabled': false },
                  { 'ClientId': 'spa' }, { } ],
                  'ApiScopes': [ { 'Name': 'off', 'Enabled': false }, { 'Name': 'email' } ],
                  'ApiResources': [ { 'Name': 'off', 'Enabled': false, 'Scopes': [ 'x' ] } ] }""");
        assertThat(run.seed().clients()).extracting(ClientSeed::clientId).containsExactly("spa");
        assertThat(run.client("spa").isPublic()).isTrue();
        assertThat(run.client("spa").requirements()).isEmpty();
        assertThat(run.notes("spa"))
                .anySatisfy(line -> assertThat(line).startsWith("not mapped: ClientSecrets: "))
                .anySatisfy(line -> assertThat(line).startsWith("not mapped: RequirePkce: "));
        assertThat(run.seed().scopes()).isEmpty();
        assertThat(run.migration().entries())
                .extracting(ImportedEntry::name, ImportedEntry::outcome)
                .contains(
                        tuple("off", Outcome.SKIPPED),
                        tuple("spa", Outcome.FAILED),
                        tuple("(no client id)", Outcome.FAILED));
    }

    @Test
    void whatStaysOutDoesNotComeBackThroughAnApi() {
        Imported run = Imported.settings("""
                { 'ApiScopes': [ { 'Name': 'off', 'Enabled': false }, { 'Name': 'email' }, { 'Name': 'on' } ],
                  'ApiResources': [ { 'Name': 'api', 'Scopes': [ 'off', 'email', 'profile', 'on', 'unnamed' ] } ] }""");

        assertThat(run.seed().scopes()).extracting(ScopeSeed::name).containsExactly("on", "unnamed");
        assertThat(run.migration().entries())
                .extracting(ImportedEntry::name, ImportedEntry::outcome)
                .containsExactly(
                        tuple("email", Outcome.SKIPPED),
                        tuple("off", Outcome.SKIPPED),
                        tuple("on", Outcome.IMPORTED),
                        tuple("profile", Outcome.SKIPPED),
                        tuple("unnamed", Outcome.IMPORTED));
        assertThat(run.notes("profile")).anySatisfy(line -> assertThat(line).contains("adds no audience"));
    }

    @Test
    void olderApisBringTheirScopes() {
        Imported run = Imported.settings("""
                { 'IdentityServer:ApiResources': [ { 'Name': 'api1' }, { 'Name': 'api2', 'Scopes': [ { 'Name': 'a' }, { 'Name': 'b' } ] } ],
                  'IdentityServer:Clients': { 'App': { 'Profile': 'SPA' } },
                  'IdentityServer:IdentityResources': [ { 'Name': 'openid' }, { 'Name': 'tenant' } ] }""");
        assertThat(run.seed().scopes()).extracting(ScopeSeed::name).containsExactly("a", "api1", "b");
        assertThat(run.scope("b").resources()).containsExactly("api2");
        assertThat(run.scope("api1").resources()).containsExactly("api1");
        assertThat(run.notes("App"))
                .anySatisfy(line -> assertThat(line).contains("profile of ASP.NET Core's templates"));
        assertThat(run.migration().notes())
                .extracting(Note::toString)
                .singleElement()
                .asString()
                .contains("'tenant'")
                .doesNotContain("openid");
    }

    @Test
    void anApiWithAClientsName() {
        Imported run = Imported.settings("""
                { 'Clients': [ { 'ClientId': 'x', 'ClientSecrets': [ { 'Value': '%1$s' } ] } ],
                  'ApiResources': [ { 'Name': 'x', 'ApiSecrets': [ { 'Value': '%1$s' } ] } ] }""".formatted(SHA256));
        assertThat(run.seed().clients()).hasSize(1);
        assertThat(run.migration().isIncomplete()).isTrue();
    }

    @Test
    void aLaterFileChangesSingleValues() {
        Setting settings = Setting.read(
                List.of(
                        new SourceText(
                                "a",
                                "{ \"Auth\": { \"Clients\": [ { \"ClientId\": \"a\", \"ClientName\": \"A\" }, { \"ClientId\": \"b\" } ] } }"),
                        new SourceText(
                                "b",
                                "{ \"auth:clients:0:clientname\": \"Z\", \"Auth\": { \"Clients\": { \"1\": { \"Enabled\": \"false\" } } } }")));
        Imported run = Imported.of(IdentityServerImport.of("it", "r", settings, "auth", Instant.EPOCH));
        assertThat(run.seed().clients()).extracting(ClientSeed::displayName).containsExactly("Z");
        assertThat(run.entry("b").outcome()).isEqualTo(Outcome.SKIPPED);

        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> IdentityServerImport.of("it", "r", settings, null, Instant.EPOCH))
                .withMessageContaining("--section");
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> IdentityServerImport.of("it", "r", settings, "Nope", Instant.EPOCH))
                .withMessageContaining("'Nope'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ }",
                "{ 'Logging': { } }",
                "{ 'Clients': [ ] }",
                "{ 'Clients': null, 'ApiScopes': { } }",
                "{ 'IdentityServer': { 'ApiResources': [ ] } }"
            })
    void settingsWithNothingToImportAreNotTheRightOnes(String text) {
        Setting settings = Setting.read(List.of(new SourceText("f.json", text.replace('\'', '"'))));
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> IdentityServerImport.of("it", "r", settings, null, Instant.EPOCH))
                .withMessageContainingAll("'Clients'", "'ApiScopes'", "'ApiResources'", "--section");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{ 'a': hunter2 }", "{ 'Clients': [ }", "# hunter2\n{}"})
    void whatIsNoSettingsFile(String text) {
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> Setting.read(List.of(new SourceText("f.json", text.replace('\'', '"')))))
                .withMessageStartingWith("'f.json' ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    private static SecretHash hash(ClientSeed client) {
        return SecretHash.parse(client.secrets().get(0).hash()).orElseThrow();
    }
}
