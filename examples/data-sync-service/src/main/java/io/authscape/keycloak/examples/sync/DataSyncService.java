package io.authscape.keycloak.examples.sync;

import io.authscape.keycloak.client.ApiClient;
import io.authscape.keycloak.client.ServiceAuthenticator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** {@code java -jar data-sync-service.jar}; SIGTERM ends it after the item in hand. {@link Settings} says what it needs. */
public final class DataSyncService {

    /** As in sysexits.h. */
    private static final int USAGE = 64;

    private static final int FAILED = 1;
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(20);

    private DataSyncService() {}

    public static void main(String[] args) {
        // One line for each record, before the first logger is made.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT %4$s %5$s%6$s%n");
        try {
            run(Settings.of(System.getenv()));
        } catch (IllegalArgumentException e) {
            System.err.println("data-sync: " + e.getMessage());
            System.exit(USAGE);
        } catch (IOException e) {
            System.err.println("data-sync: the health endpoint can't be opened: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static void run(Settings settings) throws IOException {
        Logger log = System.getLogger("data-sync");
        SyncStatus status = new SyncStatus();
        try (ServiceAuthenticator authenticator = authenticator(settings);
                HealthEndpoint health = new HealthEndpoint(settings.healthPort(), status)) {
            ApiClient api = ApiClient.builder(settings.api(), authenticator).build();
            Schedule schedule = new Schedule(
                    new PendingItems(api, new TargetFolder(settings.target())),
                    settings.interval(),
                    settings.backOff(),
                    status);
            stopGracefully(schedule, Thread.currentThread());
            log.log(Level.INFO, "{0}, health on port {1}", api, Integer.toString(health.port()));
            schedule.run();
            // Not by the logger: java.util.logging closes itself as soon as the JVM begins to end.
            System.err.println("stopped after " + status.now().items() + " items");
        }
    }

    private static ServiceAuthenticator authenticator(Settings settings) {
        return ServiceAuthenticator.builder()
                .issuer(settings.issuer())
                .clientId(settings.clientId())
                .clientSecret(() -> read(settings.secretFile()))
                .scopes(settings.scopes().toArray(String[]::new))
                .build();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
    }

    /** The JVM ends when its hooks have, so this one waits for the item in hand. */
    private static void stopGracefully(Schedule schedule, Thread main) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            schedule.stop();
            try {
                main.join(PATIENCE_AT_THE_END.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
