package io.authscape.keycloak.examples.sync;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All from the environment.
 *
 * @param issuer {@code SYNC_ISSUER}, where tokens come from
 * @param clientId {@code SYNC_CLIENT_ID}
 * @param secretFile {@code SYNC_SECRET_FILE}: read at each token request, so that a rotated secret is picked up
 * @param scopes {@code SYNC_SCOPES}, separated by spaces
 * @param api {@code SYNC_API}, the protected API's address
 * @param target {@code SYNC_TARGET}, the folder that data goes to
 * @param interval {@code SYNC_INTERVAL}, from one sync to the next; five minutes by default
 * @param backOff {@code SYNC_BACK_OFF}, after the first failure; doubled up to the interval; ten seconds by default
 * @param healthPort {@code SYNC_HEALTH_PORT} on loopback; 8091 by default, 0 for any
 */
record Settings(
        String issuer,
        String clientId,
        Path secretFile,
        List<String> scopes,
        String api,
        Path target,
        Duration interval,
        Duration backOff,
        int healthPort) {

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException that names what is missing or wrong
     */
    static Settings of(Map<String, String> env) {
        return new Settings(
                required(env, "SYNC_ISSUER"),
                required(env, "SYNC_CLIENT_ID"),
                Path.of(required(env, "SYNC_SECRET_FILE")),
                Arrays.stream(env.getOrDefault("SYNC_SCOPES", "sync.read sync.write")
                                .split(" "))
                        .filter(scope -> !scope.isEmpty())
                        .toList(),
                required(env, "SYNC_API"),
                Path.of(required(env, "SYNC_TARGET")),
                duration(env, "SYNC_INTERVAL", "PT5M"),
                duration(env, "SYNC_BACK_OFF", "PT10S"),
                port(env.getOrDefault("SYNC_HEALTH_PORT", "8091")));
    }

    private static String required(Map<String, String> env, String name) {
        String value = env.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("set the environment variable " + name);
        }
        return value;
    }

    private static Duration duration(Map<String, String> env, String name, String otherwise) {
        String text = env.getOrDefault(name, otherwise);
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(Duration.ofMillis(1)) < 0) {
                throw new IllegalArgumentException(name + " is a time to wait, such as PT5M, not '" + text + "'");
            }
            return duration;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is a time such as PT5M or PT30S, not '" + text + "'", e);
        }
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("SYNC_HEALTH_PORT is a port, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
