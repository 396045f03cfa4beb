package io.authscape.keycloak.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Sends ready-made HTTP/1.1 requests over one connection that stays open. Whoever shares two cores with the server that it
 * measures should take little of them: the JDK's HTTP client takes ten times as much.
 */
final class KeepAliveConnection implements AutoCloseable {

    private static final String LENGTH = "content-length:";
    private static final int TIMEOUT_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;
    private int bodyStart;

    KeepAliveConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends a request and waits for all of its answer; the answer's status. */
    int send(byte[] request) throws IOException {
        out.write(request);
        filled = 0;
        int end = -1;
        while (end < 0) {
            int searched = Math.max(0, filled - 3);
            fill();
            end = endOfHead(searched);
        }
        String head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        bodyStart = end;
        int whole = end + contentLength(head);
        while (filled < whole) {
            fill();
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    /** What came with the last answer. */
    String body() {
        return new String(buffer, bodyStart, filled - bodyStart, StandardCharsets.UTF_8);
    }

    private void fill() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        filled += read;
    }

    private int endOfHead(int from) {
        for (int i = from; i + 3 < filled; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }

    private static int contentLength(String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(LENGTH);
        if (at < 0) {
            throw new IOException("an answer without a length: " + head);
        }
        return Integer.parseInt(
                head.substring(at + LENGTH.length(), head.indexOf('\r', at)).trim());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
