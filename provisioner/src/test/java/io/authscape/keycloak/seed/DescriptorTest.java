package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The members of OpenIddict's descriptors, and those of them that Keycloak has no place for. */
class DescriptorTest {

    @Test
    void theCapturedClientsAreAValidSeed() throws Exception {
        try (InputStream captured =
                DescriptorTest.class.getResourceAsStream("/io/authscape/keycloak/clients.seed.json")) {
            SeedReading reading = new SeedReader(Map.of()).read(SeedText.of("clients.seed.json", captured));
            assertThat(reading.problems()).noneMatch(Problem::isError);
            assertThat(reading.seed().orElseThrow().clients()).hasSize(16).anySatisfy(client -> {
                assertThat(client.clientId()).isEqualTo("postman");
                assertThat(client.redirectUris()).containsExactly("http://localhost:3000/signin-oidc");
                assertThat(client.requirements()).containsExactly("ft:pkce");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"applicationType\": \"native\"|applicationType: warning: Keycloak has no place for 'applicationType'",
                "\"displayNames\": { \"de\": \"A\" }|displayNames: warning: Keycloak has no place for 'displayNames'",
                "\"properties\": { \"a\": [1] }|properties: warning: Keycloak has no place for 'properties'",
                "\"consentType\": \"external\"|consentType: warning: Keycloak knows no consent that is given elsewhere",
                "\"consentType\": \"systematic\"|consentType: warning: Keycloak asks a user once and remembers"
            })
    void whatKeycloakHasNoPlaceForIsAWarning(String member, String warning) {
        SeedReading reading = read(member);
        assertThat(Seeds.problems(reading)).singleElement().asString().contains("/clients/0/" + warning);
        assertThat(reading.seed()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"properties\": { }",
                "\"displayNames\": { }",
                "\"consentType\": \"explicit\"",
                "\"consentType\": \"implicit\"",
                "\"properties\": { \"Description\": \"d\" }"
            })
    void whatIsEmptyOrHasAPlaceIsNone(String member) {
        assertThat(Seeds.problems(read(member))).isEmpty();
    }

    @Test
    void theDescriptionPropertyIsTheDescriptionUnlessThereIsOne() {
        ClientSeed property = client("\"properties\": { \"Description\": \"d\", \"a\": 1 }");
        assertThat(property.description()).isEqualTo("d");
        assertThat(property.descriptor().get("properties")).hasToString("{\"a\":1}");

        ClientSeed both = client("\"description\": \"\", \"properties\": { \"Description\": \"d\" }");
        assertThat(both.description()).isEmpty();
        assertThat(both.descriptor().get("properties")).hasToString("{\"Description\":\"d\"}");
    }

    @Test
    void aLongDescriptionPropertyIsAnError() {
        assertThat(Seeds.problems(read("\"properties\": { \"Description\": \"" + "x".repeat(256) + "\" }")))
                .singleElement()
                .asString()
                .contains("/clients/0/properties/Description: error: this is longer than 255 characters");
    }

    @Test
    void aScopesToo() {
        SeedReading reading = Seeds.readWith("\"scopes\": [ { \"name\": \"a\", \"displayNames\": { \"de\": \"A\" },"
                + " \"descriptions\": { }, \"properties\": { \"x\": \"$${y}\" } } ]");
        assertThat(Seeds.problems(reading)).hasSize(2).allSatisfy(problem -> assertThat(problem)
                .contains("warning: Keycloak has no place for"));
        assertThat(reading.seed().orElseThrow().scopes().get(0).descriptor().get("properties"))
                .hasToString("{\"x\":\"${y}\"}");
    }

    @Test
    void referencesWorkInThem() {
        assertThat(Seeds.readWith(
                                "\"scopes\": [ { \"name\": \"a\", \"properties\": { \"a\": [ \"${env:X}\" ] } } ]",
                                Map.of("X", "y"))
                        .seed()
                        .orElseThrow()
                        .scopes()
                        .get(0)
                        .descriptor()
                        .get("properties"))
                .hasToString("{\"a\":[\"y\"]}");
    }

    private static ClientSeed client(String members) {
        return read(members).seed().orElseThrow().clients().get(0);
    }

    private static SeedReading read(String members) {
        return Seeds.readWith("\"clients\": [ { \"clientId\": \"a\", \"clientType\": \"public\", " + members + " } ]");
    }
}
