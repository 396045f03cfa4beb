package io.authscape.keycloak.bench;

import io.authscape.keycloak.testkit.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What people put before Keycloak today: nginx, which rewrites {@code /connect/token}. Set up for speed: connections to
 * Keycloak stay open, and nothing is logged.
 */
final class Nginx implements AutoCloseable {

    private static final long READY_SECONDS = 30;

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Empty: this machine has none. */
    static Optional<Path> installed() {
        return Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Nginx start(Path program, Path folder, int keycloak, String path) throws IOException, InterruptedException {
        int port = FreePorts.one();
        Files.createDirectories(folder.resolve("logs"));
        Path config = Files.writeString(folder.resolve("nginx.conf"), config(port, keycloak, path));
        Process process = new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.out").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Nginx nginx = new Nginx(process, port);
        nginx.awaitReady(folder.resolve("nginx.out"));
        return nginx;
    }

    private static String config(int port, int keycloak, String path) {
        return """
                daemon off;
                worker_processes auto;
                pid nginx.pid;
                error_log logs/error.log;
                events { worker_connections 512; }
                http {
                  access_log off;
                  keepalive_requests 10000000;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  upstream keycloak { server 127.0.0.1:%d; keepalive 32; keepalive_requests 10000000; }
                  server {
                    listen 127.0.0.1:%d;
                    location = /connect/token {
                      proxy_pass http://keycloak%s;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_set_header Host $http_host;
                      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                      proxy_set_header X-Forwarded-Proto $scheme;
                    }
                  }
                }
                """.formatted(keycloak, port, path);
    }

    private void awaitReady(Path output) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroy();
                throw new IllegalStateException("nginx did not start: " + Files.readString(output));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** It and its workers. */
    Stream<ProcessHandle> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor(READY_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
