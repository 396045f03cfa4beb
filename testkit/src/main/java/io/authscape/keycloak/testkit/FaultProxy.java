package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * An HTTP proxy on loopback before a server, which spoils what it is told to spoil. It counts requests from 1 on, in the
 * order in which they come; each has a connection of its own.
 */
public final class FaultProxy implements AutoCloseable {

    private static final long DELAY_MILLIS = 150;

    private final URI server;
    private final ServerSocket socket;
    private final ExecutorService threads;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile IntFunction<Optional<Fault>> faults = number -> Optional.empty();

    /** Starts a proxy that spoils nothing yet. */
    public FaultProxy(URI server) {
        this.server = server;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "fault-proxy");
            thread.setDaemon(true);
            return thread;
        });
        threads.execute(this::accept);
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** Counts from 1 again, and spoils requests by their number. */
    public void spoil(IntFunction<Optional<Fault>> byNumber) {
        faults = byNumber;
        requests.set(0);
    }

    /** Spoils one request. */
    public void spoilOne(int request, Fault fault) {
        spoil(number -> number == request ? Optional.of(fault) : Optional.empty());
    }

    /** Spoils a request and all that come after it. */
    public void spoilFrom(int request, Fault fault) {
        spoil(number -> number >= request ? Optional.of(fault) : Optional.empty());
    }

    /** Counts from 1 again, and spoils nothing. */
    public void spoilNothing() {
        spoil(number -> Optional.empty());
    }

    /** How many requests have come. */
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            HttpText request = HttpText.read(client.getInputStream());
            if (request != null) {
                handle(client, request, faults.apply(requests.incrementAndGet()));
            }
        } catch (IOException gone) {
            // Then nobody waits for an answer.
        }
    }

    private void handle(Socket client, HttpText request, Optional<Fault> fault) throws IOException {
        if (fault.isEmpty()) {
            client.getOutputStream().write(forward(request));
            return;
        }
        switch (fault.get()) {
            case RESET_BEFORE -> reset(client);
            case RESET_AFTER -> {
                forward(request);
                reset(client);
            }
            case DROP_IN_BODY -> begin(client, forward(request));
            case STALL_IN_BODY -> {
                begin(client, forward(request));
                // Until the client has had enough.
                int unused = client.getInputStream().read();
            }
            case UNAVAILABLE -> answer(client, "503 Service Unavailable", "");
            case TOO_MANY -> answer(client, "429 Too Many Requests", "Retry-After: 1\r\n");
            case TIMEOUT_AFTER -> {
                forward(request);
                answer(client, "504 Gateway Timeout", "");
            }
            case TOKEN_EXPIRED -> answer(client, "401 Unauthorized", "WWW-Authenticate: Bearer\r\n");
            case DELAY -> {
                pause();
                client.getOutputStream().write(forward(request));
            }
        }
    }

    /** The server's whole answer: it is asked to close the connection at its end. */
    private byte[] forward(HttpText request) throws IOException {
        try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
            OutputStream out = upstream.getOutputStream();
            out.write(request.withConnectionClosed());
            out.flush();
            InputStream in = upstream.getInputStream();
            return in.readAllBytes();
        }
    }

    private static void begin(Socket client, byte[] answer) throws IOException {
        client.getOutputStream().write(answer, 0, HttpText.middleOfBody(answer));
    }

    private static void answer(Socket client, String status, String header) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends RST instead of FIN. */
    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(DELAY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
