package io.authscape.keycloak.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One HTTP/1.1 request as it stands on the wire. Its body has a length, as those of the Admin REST client have. */
final class HttpText {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final Pattern CHUNKED = Pattern.compile("(?i)\r\ntransfer-encoding:");
    private static final Pattern CONNECTION = Pattern.compile("(?i)\r\nconnection:[^\r]*");
    private static final String END = "\r\n\r\n";

    private final String head;
    private final byte[] body;

    private HttpText(String head, byte[] body) {
        this.head = head;
        this.body = body;
    }

    /** Reads a request; {@code null} if the other side closed the connection without one. */
    static HttpText read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!endsWithEmptyLine(bytes)) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            bytes.write(next);
        }
        String head = bytes.toString(StandardCharsets.ISO_8859_1);
        if (CHUNKED.matcher(head).find()) {
            throw new IOException("a chunked request, which this proxy doesn't know");
        }
        Matcher length = LENGTH.matcher(head);
        return new HttpText(head, in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
    }

    byte[] withConnectionClosed() {
        String closing = CONNECTION.matcher(head).replaceAll("").replace(END, "\r\nConnection: close" + END);
        byte[] start = closing.getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    /** How many bytes of an answer reach to the middle of its body, or of its head if it has none. */
    static int middleOfBody(byte[] answer) {
        int body = new String(answer, StandardCharsets.ISO_8859_1).indexOf(END) + END.length();
        return body < answer.length ? (body + answer.length) / 2 : body / 2;
    }

    private static boolean endsWithEmptyLine(ByteArrayOutputStream bytes) {
        return bytes.size() >= END.length()
                && bytes.toString(StandardCharsets.ISO_8859_1).endsWith(END);
    }
}
