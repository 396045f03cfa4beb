package io.authscape.keycloak.client;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer with its body, within a time. The timeout of an {@link HttpRequest} ends when the head has come: a server
 * that then falls silent would be waited for without an end.
 */
final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * Sends a request.
     *
     * @param timeout for all of it, from the connection to the body's last byte
     */
    static HttpResponse<byte[]> to(HttpRequest request, HttpClient http, Duration timeout)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + timeout);
        } catch (ExecutionException e) {
            throw cause(e);
        } finally {
            // Closes the connection, if nobody waits for the answer any more.
            answer.cancel(true);
        }
    }

    private static IOException cause(ExecutionException e) {
        if (e.getCause() instanceof IOException trouble) {
            return trouble;
        }
        return new IOException(e.getCause());
    }
}
