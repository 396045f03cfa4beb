package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidateTest {

    private static final String WARNED = "{ \"version\": 1, \"owner\": \"o\", \"realm\": \"r\",\n"
            + "\"clients\": [ { \"clientId\": \"a\", \"clientSecret\": \"hunter2\", \"permissions\": [] } ] }";

    @Test
    void findingsForPrograms() throws Exception {
        Invocation run = Invocation.of(
                Map.of(),
                WARNED.replace("[] }", "[\"x\\ny\"], \"nope\": 1 }"),
                "validate",
                "-f",
                "-",
                "--output",
                "json");
        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.err()).isEmpty();
        assertThat(new ObjectMapper().readTree(run.out())).isEqualTo(new ObjectMapper().readTree("""
                [ { "file": "stdin", "line": 2, "column": 49, "pointer": "/clients/0/clientSecret", "severity": "warning",
                    "message": "the secret stands in the file itself",
                    "remedy": "write a reference such as ${env:NAME} or ${file:path}" },
                  { "file": "stdin", "line": 2, "column": 76, "pointer": "/clients/0/permissions/0", "severity": "warning",
                    "message": "'x\\\\u000ay' has no prefix that is known",
                    "remedy": "it is kept as it is and lets the client do nothing in Keycloak" },
                  { "file": "stdin", "line": 2, "column": 85, "pointer": "/clients/0/nope", "severity": "error",
                    "message": "'nope' is not part of the seed format",
                    "remedy": "known here: clientId, clientSecret, clientSecretHash, clientSecrets, secretStorage, clientType, applicationType, consentType, displayName, displayNames, description, permissions, requirements, redirectUris, postLogoutRedirectUris, settings, properties, jsonWebKeySet, claims, actsAs, subject, allowedNetworks" } ]
                """));
    }

    @Test
    void noFindingsAreAnEmptyList() {
        Invocation run = Invocation.of(
                Map.of(), WARNED.replace("hunter2", "${vault:secret/a#b}"), "validate", "-f", "-", "--output", "json");
        assertThat(run).isEqualTo(new Invocation(0, "[ ]" + System.lineSeparator(), ""));
    }

    @Test
    void strictLetsNoWarningPass() {
        assertThat(Invocation.of(Map.of(), WARNED, "validate", "-f", "-").exitCode())
                .isZero();
        Invocation run = Invocation.of(Map.of(), WARNED, "validate", "-f", "-", "--strict");
        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(2).last().isEqualTo("error: 1 warning, and --strict lets none pass");
    }

    @Test
    void otherFormatsAreAMistake() {
        Invocation run = Invocation.of(Map.of(), WARNED, "validate", "-f", "-", "--output", "xml");
        assertThat(run)
                .isEqualTo(new Invocation(64, "", "error: --output must be text or json" + System.lineSeparator()));
    }

    @Test
    void noStoreIsAsked() {
        // Nothing says where a vault would be: asking would fail.
        Invocation run =
                Invocation.of(Map.of(), WARNED.replace("hunter2", "${azure:x/y}"), "validate", "-f", "-", "--strict");
        assertThat(run.exitCode()).isZero();
    }
}
