package io.authscape.keycloak.token.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownDifferencesTest {

    private final KnownDifferences known = KnownDifferences.read();

    /** Nothing is excused that the page doesn't name; encrypted tokens are the old server's affair. */
    @Test
    void eachIsOnThePage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "wire-contract.md"));
        List<String> ids = known.entries().stream()
                .map(KnownDifferences.Entry::id)
                .filter(id -> !id.equals("encrypted-token"))
                .toList();
        assertThat(ids).isNotEmpty().allSatisfy(id -> assertThat(page).contains("| `" + id + "` |"));
    }

    @Test
    void onlyTheValuesThatAreMeantAreExcused() {
        String issuer = "json.access_token.payload.iss";
        assertThat(known.explaining(new Deviation(issuer, "<origin>/", "<origin>/realms/shop")))
                .contains("issuer");
        assertThat(known.explaining(new Deviation(issuer, "<origin>/", "https://evil.example.com/realms/shop")))
                .isEmpty();
        assertThat(known.explaining(new Deviation("json.access_token.payload.typ", "absent", "Refresh")))
                .isEmpty();
        assertThat(known.explaining(new Deviation("json.access_token.payload.sub", "absent", "Bearer")))
                .isEmpty();
        assertThat(known.explaining(new Deviation("headers.cache-control", "no-store", "absent")))
                .isEmpty();
    }
}
