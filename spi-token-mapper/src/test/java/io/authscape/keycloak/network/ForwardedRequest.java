package io.authscape.keycloak.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A form as a proxy hands it on.
 *
 * @param from an address of loopback to send it from: {@code 127.0.0.2} isn't {@code 127.0.0.1}
 * @param forwardedFor {@code X-Forwarded-For}; {@code null}: without
 */
record ForwardedRequest(URI uri, String from, String forwardedFor, String form) {

    private static final int TIMEOUT_MILLIS = 60_000;

    /** The answer as it came, status line and all. */
    String answer() {
        try (Socket socket =
                new Socket(InetAddress.getByName(uri.getHost()), uri.getPort(), InetAddress.getByName(from), 0)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(text().getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        return "POST " + uri.getRawPath() + " HTTP/1.1\r\n"
                + "Host: " + uri.getAuthority() + "\r\n"
                + "Connection: close\r\n"
                + forwarded()
                + "Content-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: " + form.length() + "\r\n\r\n"
                + form;
    }

    /** By TLS up to the proxy: of who comes from afar Keycloak wants that. */
    private String forwarded() {
        return forwardedFor == null ? "" : "X-Forwarded-For: " + forwardedFor + "\r\nX-Forwarded-Proto: https\r\n";
    }
}
