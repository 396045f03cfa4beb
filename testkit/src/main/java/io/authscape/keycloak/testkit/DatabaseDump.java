package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The database of a Keycloak that has been stopped, as SQL: made by the H2 that this Keycloak brings along. */
final class DatabaseDump {

    /** As Keycloak makes its database for trying things out; it has done so in both ways. */
    private static final List<Account> ACCOUNTS = List.of(new Account("", ""), new Account("sa", "password"));

    private final Path home;
    private final Path distribution;

    /** @param distribution has the H2 that wrote it */
    DatabaseDump(Path home, KeycloakDistribution distribution) {
        this.home = home;
        this.distribution = distribution.folder();
    }

    String sql() {
        Path script = home.resolve("data/dump.sql");
        StringBuilder refused = new StringBuilder();
        for (Account account : ACCOUNTS) {
            String output = script(account, script);
            if (output.isEmpty()) {
                return read(script);
            }
            refused.append(output);
        }
        throw new IllegalStateException("no dump of Keycloak's database: " + refused);
    }

    /** What the tool says; nothing if all went well. */
    private String script(Account account, Path script) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                h2().toString(),
                "org.h2.tools.Script",
                "-url",
                "jdbc:h2:file:" + home.resolve("data/h2/keycloakdb").toAbsolutePath() + ";NON_KEYWORDS=VALUE",
                "-user",
                account.user(),
                "-password",
                account.password(),
                "-script",
                script.toString());
        try {
            Process dump = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return dump.waitFor() == 0 ? "" : "\n" + output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while dumping Keycloak's database", e);
        }
    }

    private static String read(Path script) {
        try {
            return Files.readString(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path h2() {
        try (Stream<Path> jars = Files.list(distribution.resolve("lib/lib/main"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("com.h2database.h2-"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Account(String user, String password) {}
}
