package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"gt:password\"|/permissions/1: warning: with 'gt:password' the client sees its users' passwords",
                "\"gt:implicit\"|/permissions/1: warning: with 'gt:implicit' tokens travel in addresses",
                "\"gt:client_credentials\", \"gt:authorization_code\"|/permissions/1: warning: the client signs users in"
                        + " ('gt:authorization_code') and acts for itself",
                "\"scp:a\", \"scp:b\", \"scp:c\", \"scp:d\", \"scp:e\"|/permissions: warning: the client may ask for each"
                        + " of the 5 scopes that are defined",
            })
    void whatIsTooMuchIsWarnedOf(String permissions, String problem) {
        SeedReading reading = read(permissions);
        assertThat(reading.seed()).isPresent();
        assertThat(Seeds.problems(reading)).singleElement().asString().contains(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"gt:client_credentials\", \"scp:a\", \"scp:b\", \"scp:c\", \"scp:d\"",
                "\"gt:authorization_code\", \"gt:refresh_token\", \"rst:code\"",
            })
    void whatIsUsualIsNot(String permissions) {
        assertThat(read(permissions).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://app.example.com/x,true",
        "http://127.0.0.1.example.com/x,true",
        "http://localhost:3000/x,false",
        "http://127.0.0.1/x,false",
        "http://[::1]:8/x,false",
        "https://app.example.com/x,false",
        "com.example.app:/x,false"
    })
    void plainHttpIsForLoopback(String uri, boolean warned) {
        List<String> problems = Seeds.problems(
                Seeds.readWith("\"clients\": [ { \"clientId\": \"a\", \"clientType\": \"public\", \"redirectUris\": [\""
                        + uri + "\"] } ]"));
        assertThat(problems.toString().contains("warning: '" + uri + "' is not encrypted"))
                .isEqualTo(warned);
    }

    @Test
    void withoutScopesNobodyHasThemAll() {
        assertThat(Seeds.readWith("\"clients\": [ { \"clientId\": \"a\", \"clientSecret\": \"${vault:a/b#c}\","
                                + " \"permissions\": [ ] } ]")
                        .problems())
                .isEmpty();
    }

    private static SeedReading read(String permissions) {
        return Seeds.readWith(
                "\"scopes\": [ { \"name\": \"a\" }, { \"name\": \"b\" }, { \"name\": \"c\" }, { \"name\": \"d\" }, {"
                        + " \"name\": \"e\" } ], \"clients\": [ { \"clientId\": \"a\", \"clientSecret\":"
                        + " \"${vault:a/b#c}\", \"permissions\": [\"ept:token\", " + permissions + "] } ]");
    }
}
