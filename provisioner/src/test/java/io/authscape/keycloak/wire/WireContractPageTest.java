package io.authscape.keycloak.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/wire-contract.md} says what the captures and the list of differences say. */
class WireContractPageTest {

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final List<String> page;

    WireContractPageTest() throws IOException {
        page = Files.readAllLines(Path.of("../docs/wire-contract.md"));
    }

    @Test
    void itListsWhatDiffersOnPurpose() {
        List<String> rows = OnPurpose.read().entries().stream()
                .map(entry -> "| `" + entry.id() + "` | " + entry.what() + " | " + entry.reason() + " |")
                .toList();

        assertThat(section("## What differs on purpose"))
                .filteredOn(line -> line.startsWith("| `"))
                .isEqualTo(rows);
    }

    private List<String> section(String heading) {
        return page.stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .toList();
    }

    static List<WireLine> refusals() {
        return WireLine.all().stream()
                .filter(line -> error(line.response()).containsKey("error"))
                .filter(line -> !line.name().equals("authorize, plain PKCE")) // in AuthScape's own words
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void itHasEveryCapturedRefusal(WireLine line) {
        Map<String, String> error = error(line.response());
        String id = error.get("error_uri").replaceFirst(".*/", "");
        String row = "| " + line.response().path("status").asInt() + " | `" + error.get("error") + "` | "
                + error.get("error_description") + " | " + id + " |";

        assertThat(page).anySatisfy(text -> assertThat(text).contains(row));
    }

    /** In the body, as JSON or as text, or for userinfo in the header. */
    private static Map<String, String> error(JsonNode response) {
        Map<String, String> error = new TreeMap<>();
        response.path("json")
                .properties()
                .forEach(member -> error.put(member.getKey(), member.getValue().asText()));
        response.path("text").asText().lines().forEach(text -> {
            int colon = text.indexOf(':');
            error.put(text.substring(0, colon), text.substring(colon + 1));
        });
        Matcher challenge = PARAMETER.matcher(
                response.path("headers").path("www-authenticate").asText());
        while (challenge.find()) {
            error.put(challenge.group(1), challenge.group(2));
        }
        return error;
    }
}
