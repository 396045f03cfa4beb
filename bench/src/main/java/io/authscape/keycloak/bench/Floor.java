package io.authscape.keycloak.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * What creating clients costs whoever does nothing else: the JDK's HTTP client posts bodies that were made before, over
 * 8 connections. Prints the seconds without the start of the JVM.
 */
final class Floor {

    private static final int CONNECTIONS = 8;

    private Floor() {}

    /**
     * Posts them all.
     *
     * @param args the URL to post to, a file with the access token, a file with a body per line
     */
    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        URI url = URI.create(args[0]);
        String token = Files.readString(Path.of(args[1]));
        ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>(Files.readAllLines(Path.of(args[2])));
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        Callable<Void> worker = () -> {
            for (String body = bodies.poll(); body != null; body = bodies.poll()) {
                post(http, url, token, body);
            }
            return null;
        };
        for (var done : threads.invokeAll(
                IntStream.range(0, CONNECTIONS).mapToObj(i -> worker).toList())) {
            done.get();
        }
        threads.shutdown();
        System.out.println((System.nanoTime() - start) / 1e9);
        System.exit(0);
    }

    private static void post(HttpClient http, URI url, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 201) {
            throw new IllegalStateException("Keycloak answered " + response.statusCode() + " " + response.body());
        }
    }

    /** The command line of a JVM that is quick to start, as the provisioner's is. */
    static List<String> command(String... args) {
        return java(Floor.class, args);
    }

    static List<String> java(Class<?> main, String... args) {
        String classes = Path.of(
                        main.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xms24m",
                "-cp",
                classes,
                main.getName()));
        command.addAll(List.of(args));
        return command;
    }
}
