package io.authscape.keycloak.extended;

import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** Debian's nginx on a loopback port, with the file that docs/operations.md hands out. */
final class Nginx implements AutoCloseable {

    private static final Path TEMPLATE = ProjectFiles.root().resolve("docker/nginx/keycloak.conf.template");

    private final Path folder;
    private final Daemon server;

    private Nginx(Path folder, Daemon server) {
        this.folder = folder;
        this.server = server;
    }

    /** Says whether it can be had, before anything else is started. */
    static void needed(Part part) {
        part.needs("nginx=nginx-light");
    }

    /**
     * Starts it.
     *
     * @param nodes two, each as {@code host:port}
     */
    static Nginx start(int port, List<String> nodes) {
        try {
            Path folder = Files.createTempDirectory("authscape-nginx");
            // Started by root, its workers are somebody else.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            Files.writeString(
                    folder.resolve("keycloak.conf"),
                    Files.readString(TEMPLATE)
                            .replace("${LISTEN}", "127.0.0.1:" + port)
                            .replace("${KEYCLOAK_1}", nodes.get(0))
                            .replace("${KEYCLOAK_2}", nodes.get(1)));
            Path file = Files.writeString(folder.resolve("nginx.conf"), around(folder));
            List<String> command = List.of("nginx", "-p", folder.toString(), "-c", file.toString());
            return new Nginx(folder, Daemon.start(command, List.of("nginx", "-c", file.toString(), "-s", "stop")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has told of nodes that it didn't reach. */
    String errors() {
        try {
            return Files.readString(folder.resolve("error.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        Daemon.run(Map.of(), List.of("rm", "-rf", folder.toString()));
    }

    /** What Debian and the image bring around it, in a folder of ours. */
    private static String around(Path folder) {
        return """
                worker_processes 2;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 256; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    include %1$s/keycloak.conf;
                }
                """.formatted(folder);
    }
}
