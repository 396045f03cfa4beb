package io.authscape.keycloak.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody who sends one wrong secret after the other for one client, over many connections, until told to stop. */
final class Attack implements AutoCloseable {

    private final ExecutorService threads;
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong turnedAway = new AtomicLong();
    private volatile boolean over;

    private Attack(int connections) {
        threads = Executors.newFixedThreadPool(connections);
    }

    static Attack start(int port, String path, String owner, int client, int connections) {
        Attack attack = new Attack(connections);
        for (int i = 0; i < connections; i++) {
            attack.running.add(attack.threads.submit(() -> attack.guess(port, path, owner, client)));
        }
        return attack;
    }

    private Void guess(int port, String path, String owner, int client) throws IOException {
        try (KeepAliveConnection connection = new KeepAliveConnection(port)) {
            while (!over) {
                String form = Target.form(owner, client, UUID.randomUUID().toString());
                int status = connection.send(Target.request(port, path, form));
                if (status == 401) {
                    refused.incrementAndGet();
                } else if (status == 503) {
                    turnedAway.incrementAndGet();
                } else {
                    throw new IllegalStateException("a wrong secret was answered with " + status);
                }
            }
            return null;
        }
    }

    /** How many wrong secrets were compared so far. */
    long refused() {
        return refused.get();
    }

    /** How many were answered with 503. */
    long turnedAway() {
        return turnedAway.get();
    }

    @Override
    public void close() {
        over = true;
        threads.shutdown();
        try {
            for (Future<?> one : running) {
                one.get(1, TimeUnit.MINUTES);
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the attack did not go as it should", e);
        }
    }
}
