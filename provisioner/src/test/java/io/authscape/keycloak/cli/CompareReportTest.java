package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.token.compare.Compared;
import io.authscape.keycloak.token.compare.ComparedClient;
import io.authscape.keycloak.token.compare.Deviation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server sends back reaches a terminal, a log or a pull request only as it may. */
class CompareReportTest {

    private static final String SECRET = "s3cr3t+of/billing";
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln";

    @ParameterizedTest
    @MethodSource("reports")
    void neitherSecretsNorTokensNorControlCharactersInMembersOrValues(String report) {
        assertThat(report)
                .contains("json.")
                .doesNotContain(SECRET, "s3cr3t", "eyJ", "\u001b")
                .contains("userinfo (neither has it)");
    }

    @Test
    void twoServersThatRefuseAllAreNotTheSame() {
        CompareReport report = new CompareReport(
                URI.create("https://old.example.com"),
                URI.create("https://new.example.com"),
                new ComparedClient("billing", new Secret(SECRET), List.of(), null),
                List.of(new Compared("all scopes", 401, 401, List.of(), Map.of())),
                List.of(),
                "old: 401 invalid_client, new: 401");
        String told = "neither server knows the client by this secret (old: 401 invalid_client, new: 401); check both";
        assertThat(report.isSame()).isFalse();
        assertThat(report.text()).endsWith(told + "\n");
        assertThat(report.markdown()).doesNotContain("the same answers").contains("neither server knows the client");
        assertThat(report.json())
                .contains("\"same\" : false,", "\"refusedByBoth\" : \"old: 401 invalid_client, new: 401\"");
    }

    static Stream<String> reports() {
        List<Deviation> deviations = List.of(
                new Deviation("json." + SECRET + "\u001b[2J\n", "absent", "1"),
                new Deviation("json." + TOKEN, "Bearer " + TOKEN, SECRET),
                new Deviation("json.s3cr3t%2Bof%2Fbilling", "eyJhbGciOiJkaXIifQ..aXY.Y3Q.dGFn", "absent"));
        CompareReport report = new CompareReport(
                URI.create("https://old.example.com"),
                URI.create("https://new.example.com"),
                new ComparedClient("billing", new Secret(SECRET), List.of(), null),
                List.of(new Compared("all scopes", 200, 200, deviations, Map.of())),
                List.of("userinfo (neither has it)"),
                null);
        return Stream.of(report.text(), report.json(), report.markdown());
    }
}
