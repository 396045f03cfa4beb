package io.authscape.keycloak.connect;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One keep-alive HTTP/1.1 connection, opened anew whenever the server has closed it. For one thread. */
final class RawConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 60_000;

    private final URI server;
    private Socket socket;
    private InputStream in;

    RawConnection(URI server) {
        this.server = server;
    }

    /** The answer; {@link RawAnswer#NONE} if the server hangs up instead, also on a fresh connection. */
    RawAnswer exchange(RawRequest request) {
        try {
            boolean fresh = socket == null;
            RawAnswer answer = once(request);
            // A kept connection may have been closed while nobody looked.
            return answer.status() == 0 && !fresh ? once(request) : answer;
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(request.method() + " " + request.path(), e);
        }
    }

    private RawAnswer once(RawRequest request) throws IOException {
        open();
        try {
            socket.getOutputStream().write(request.bytes(server.getAuthority()));
        } catch (IOException refused) {
            // The answer may be there all the same: it can come before the whole body has been sent.
        }
        try {
            RawAnswer answer = read(request.method().equals("HEAD"));
            if (answer.status() == 0 || answer.first("connection").equalsIgnoreCase("close")) {
                close();
            }
            return answer;
        } catch (SocketTimeoutException slow) {
            throw slow;
        } catch (IOException hungUp) {
            close();
            return RawAnswer.NONE;
        }
    }

    private void open() throws IOException {
        if (socket == null) {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
    }

    private RawAnswer read(boolean withoutBody) throws IOException {
        String statusLine = line();
        if (statusLine.isEmpty()) {
            return RawAnswer.NONE;
        }
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        Map<String, List<String>> headers = headers();
        if (status == 100) {
            return read(withoutBody);
        }
        boolean empty = withoutBody || status == 204 || status == 304;
        byte[] body = empty ? new byte[0] : body(headers);
        return new RawAnswer(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(":", 2);
            headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header[1].trim());
        }
        return headers;
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            return chunks();
        }
        if (headers.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(headers.get("content-length").get(0)));
        }
        headers.put("connection", List.of("close"));
        return in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].trim(), 16);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            socket = null;
        }
    }
}
