package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Searches a dump of Keycloak's database for the secrets of clients that are kept hashed. */
@ExtendWith(KeycloakExtension.class)
class DatabaseHoldsNoSecretIT {

    private static final String WEAK = "weak-but-ours-7319";
    private static final String STRONG = "q8Zk3vR1xT7mLw0Yc5NfJ2hBs9Ug4KdA";
    private static final String TURNED = "once-plain-now-hashed-5521";
    private static final String KNOWN_BY_HASH = "known-by-its-hash-only-8804";
    private static final String PLAIN = "left-in-plain-text-on-purpose-1177";

    private final TestRealm testRealm;
    private final ProvisionedRealm realm;

    @TempDir
    private Path folder;

    DatabaseHoldsNoSecretIT(TestRealm testRealm) {
        this.testRealm = testRealm;
        realm = new ProvisionedRealm(testRealm);
    }

    @Test
    void ofNoClientThatIsSeededTurnedImportedOrRotated() throws Exception {
        realm.clean();
        Path store = folder.resolve("generated");
        apply(client("turned", TURNED, "\"secretStorage\": \"plain\""));
        assertThat(testRealm.server().databaseDump())
                .as("the search finds what is there")
                .contains(TURNED);
        String seed = String.join(
                ", ",
                client("weak", WEAK),
                client("strong", STRONG),
                client("turned", TURNED, "\"secretStorage\": \"hashed\""),
                client("plain", PLAIN, "\"secretStorage\": \"plain\""),
                "{ \"clientId\": \"imported\", \"clientSecretHash\": \""
                        + Pbkdf2Hash.of(KNOWN_BY_HASH).text() + "\" }",
                "{ \"clientId\": \"rotated\", \"clientSecrets\": [{ \"id\": \"main\", \"generate\": true, \"sink\": \"${file:"
                        + store + "}\" }] }");
        apply(seed);
        String generated = Files.readString(store).strip();
        Invocation rotate = realm.run("rotate", "\"clients\": [" + seed + "]", "rotated");
        assertThat(rotate.exitCode()).as(rotate.all()).isZero();
        String rotated = Files.readString(store).strip();

        String dump = testRealm.server().databaseDump();

        assertThat(dump).contains(PLAIN, "authscape.secrets");
        for (String secret : List.of(WEAK, STRONG, TURNED, KNOWN_BY_HASH, generated, rotated)) {
            assertThat(dump.contains(secret)).as(secret).isFalse();
        }
    }

    private void apply(String clients) {
        Invocation run = realm.apply("\"clients\": [" + clients + "]");
        assertThat(run.exitCode()).as(run.all()).isZero();
    }

    private static String client(String id, String secret, String... more) {
        return "{ \"clientId\": \"" + id + "\", \"clientSecret\": \"" + secret + "\""
                + (more.length == 0 ? "" : ", " + more[0]) + " }";
    }
}
