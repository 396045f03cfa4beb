package io.authscape.keycloak.extended;

import io.authscape.keycloak.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Debian's PostgreSQL on a free loopback port, in a data directory of its own, as its user {@code postgres}: it refuses to
 * run as root. The account is {@code postgres} with the password {@code postgres}.
 */
final class DebianPostgres implements AutoCloseable {

    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final String ACCOUNT = "postgres";
    private static final String DATABASE = "keycloak";

    /** Below the system's, not below {@code target}: the user postgres may not enter a checkout in root's home. */
    private final Path folder;

    private final Path programs;
    private final int port = FreePorts.one();
    private final Daemon server;

    private DebianPostgres(Path programs, Path folder) {
        this.programs = programs;
        this.folder = folder;
        Path password = folder.resolve("password");
        write(password, ACCOUNT);
        own(folder);
        asPostgres("initdb", "-D", data(), "-U", ACCOUNT, "-A", "scram-sha-256", "--pwfile=" + password);
        this.server = Daemon.start(
                command("pg_ctl", "-D", data(), "-l", folder + "/log", "-w", "-o", options(), "start"),
                command("pg_ctl", "-D", data(), "-m", "fast", "stop"));
        sql("CREATE DATABASE " + DATABASE);
    }

    static DebianPostgres start(Part part) {
        part.needs("pg_ctlcluster=postgresql", "runuser=util-linux");
        try (Stream<Path> versions = Files.list(VERSIONS)) {
            Path newest = versions.filter(version -> Files.exists(version.resolve("bin/postgres")))
                    .max((a, b) -> Integer.compare(number(a), number(b)))
                    .orElseThrow();
            part.runsWith("PostgreSQL " + newest.getFileName());
            return new DebianPostgres(newest.resolve("bin"), Files.createTempDirectory("authscape-postgres"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** Ends all connections, writes what is open, and starts again: what an update of the package does. */
    void restart(Callable<Void> meanwhile) throws Exception {
        asPostgres("pg_ctl", "-D", data(), "-m", "fast", "stop");
        meanwhile.call();
        asPostgres("pg_ctl", "-D", data(), "-l", folder + "/log", "-w", "-o", options(), "start");
    }

    /** A dump of Keycloak's database, as docs/operations.md has it. */
    Path dump() {
        Path file = folder.resolve("keycloak.dump");
        asPostgres("pg_dump", "-h", "127.0.0.1", "-p", "" + port, "-U", ACCOUNT, "-Fc", "-f", "" + file, DATABASE);
        return file;
    }

    /** What a disk that fails leaves: an empty database, into which the dump is read. */
    void loseAndRestore(Path dump) {
        sql("DROP DATABASE " + DATABASE);
        sql("CREATE DATABASE " + DATABASE);
        asPostgres("pg_restore", "-h", "127.0.0.1", "-p", "" + port, "-U", ACCOUNT, "-d", DATABASE, "" + dump);
    }

    private void sql(String statement) {
        asPostgres("psql", "-h", "127.0.0.1", "-p", "" + port, "-U", ACCOUNT, "-c", statement);
    }

    @Override
    public void close() {
        server.close();
        Daemon.run(Map.of(), List.of("rm", "-rf", folder.toString()));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    /** Each node of Keycloak may hold a hundred connections. Nobody needs its data after a power cut. */
    private String options() {
        return "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder
                + " -c max_connections=400 -c fsync=off";
    }

    private void asPostgres(String... command) {
        Daemon.run(Map.of("PGPASSWORD", ACCOUNT), command(command));
    }

    /** The command of this version of PostgreSQL, as its user if we are root. */
    private List<String> command(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        all.add(programs.resolve(command[0]).toString());
        all.addAll(List.of(command).subList(1, command.length));
        return all;
    }

    private static void own(Path folder) {
        if (isRoot()) {
            Daemon.run(Map.of(), List.of("chown", "-R", "postgres", folder.toString()));
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int number(Path version) {
        return Integer.parseInt(version.getFileName().toString());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
