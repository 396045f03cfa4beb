package io.authscape.keycloak.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Records what Keycloak's threads do while {@code /connect/token} is asked, and prints the share of each part, in percent of
 * all samples of the threads that answer requests. Signing takes more than it says: the JVM's intrinsics are seen badly.
 */
public final class TokenProfile {

    private static final int WARM_UP = Integer.getInteger("bench.warmup", 20_000);
    private static final int REQUESTS = 30 * Integer.getInteger("bench.requests", 2_000);
    private static final String NATIVE_JAR = System.getProperty("bench.native", "");

    private static final String REST = "HTTP, JAX-RS and the rest";

    /** What a stack belongs to: the innermost frame that one of these begins. In the order of their saying. */
    private static final Map<String, List<String>> PARTS = new LinkedHashMap<>();

    static {
        part("the signature", "org.keycloak.crypto.", "io.authscape.keycloak.signature.", "java.security.Signature");
        part("metrics: our count of token requests", "io.authscape.keycloak.connect.TokenRequestCount");
        part("metrics: Keycloak's own", "io.micrometer.", "io.quarkus.micrometer.");
        part("the client's secret", "io.authscape.keycloak.secret.", "org.keycloak.authentication.");
        part("permissions and policies", "io.authscape.keycloak.permission.", "org.keycloak.services.clientpolicy.");
        part("claims", "io.authscape.keycloak.claims.", "org.keycloak.protocol.oidc.mappers.");
        part(
                "scope by name",
                "org.keycloak.models.utils.KeycloakModelUtils.getClientScopeByName",
                "org.keycloak.protocol.oidc.TokenManager.getRequestedClientScopes");
        part(
                "events",
                "org.keycloak.events.",
                "org.keycloak.models.jpa.events.",
                "org.keycloak.services.managers.EventsManager");
        part("sessions", "org.keycloak.models.sessions.");
        part("realm, client and keys from the caches", "org.keycloak.models.cache.", "org.keycloak.keys.");
        part("the door: routing and rewriting", "io.authscape.keycloak.connect.");
        part(
                "the transaction's end, with the event's INSERT",
                "org.keycloak.transaction.",
                "org.keycloak.connections.jpa.",
                "org.keycloak.services.DefaultKeycloakTransactionManager");
        part("the token and the answer as JSON", "org.keycloak.util.JsonSerialization", "org.keycloak.jose.");
        part("Keycloak's token endpoint, the rest", "org.keycloak.");
    }

    private TokenProfile() {}

    private static void part(String name, String... frames) {
        PARTS.put(name, List.of(frames));
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("authscape-bench");
        Path recording = folder.resolve("token.jfr");
        try (TokenServer server =
                NATIVE_JAR.isEmpty() ? TokenServer.ours() : TokenServer.oursWith(Path.of(NATIVE_JAR))) {
            int clients = Integer.getInteger("bench.clients", 1_000);
            server.seed(Seeds.write(folder, "tokens", "bench", clients, 0), Secrets.WEAK);
            Target target = server.target("/connect/token", "bench", clients, Secrets.WEAK);
            new Rounds(List.of(new Variant("c", "", target, server.usage()))).warmUp(WARM_UP);
            long process = server.usage().processes().get(0).pid();
            jcmd(process, "JFR.configure", "stackdepth=256");
            jcmd(process, "JFR.start", "name=token", "settings=profile");
            Load.run(target, 4, REQUESTS);
            jcmd(process, "JFR.dump", "name=token", "filename=" + recording);
        }
        print(recording);
    }

    private static void jcmd(long process, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process));
        builder.command().addAll(List.of(command));
        Process jcmd = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(true)
                .start();
        if (!jcmd.waitFor(1, TimeUnit.MINUTES) || jcmd.exitValue() != 0) {
            throw new IOException("jcmd " + String.join(" ", command) + " failed");
        }
    }

    private static void print(Path recording) throws IOException {
        Map<String, Integer> samples = new LinkedHashMap<>();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (isRequest(event)) {
                    samples.merge(part(event), 1, Integer::sum);
                }
            }
        }
        int all = samples.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf("%d samples in %d requests%n| share, %% | what |%n|---|---|%n", all, REQUESTS);
        samples.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(part -> System.out.printf("| %.1f | %s |%n", 100.0 * part.getValue() / all, part.getKey()));
    }

    private static boolean isRequest(RecordedEvent event) {
        String kind = event.getEventType().getName();
        return (kind.equals("jdk.ExecutionSample") || kind.equals("jdk.NativeMethodSample"))
                && event.getStackTrace() != null
                && event.getThread("sampledThread") != null
                && event.getThread("sampledThread").getJavaName() != null
                && event.getThread("sampledThread").getJavaName().startsWith("executor-thread");
    }

    private static String part(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .flatMap(frame -> part(frame.getMethod()).stream())
                .findFirst()
                .orElse(REST);
    }

    private static Optional<String> part(RecordedMethod method) {
        String name = method.getType().getName() + "." + method.getName();
        return PARTS.entrySet().stream()
                .filter(part -> part.getValue().stream().anyMatch(name::startsWith))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
