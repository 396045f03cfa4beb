package io.authscape.keycloak.connect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request as it goes over the wire: no client normalises its target, sorts its headers or encodes its body. All texts
 * are ISO 8859-1, so that each character is one byte.
 *
 * @param chunked whether the body goes in chunks instead of behind a {@code Content-Length}
 */
record RawRequest(String method, String target, List<Header> headers, String body, boolean chunked) {

    private static final int TOLD = 600;

    record Header(String name, String value) {}

    static RawRequest get(String target) {
        return new RawRequest("GET", target, List.of(), "", false);
    }

    static RawRequest form(String target, String body) {
        return new RawRequest("POST", target, List.of(), body, false)
                .with("Content-Type", "application/x-www-form-urlencoded");
    }

    RawRequest with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new RawRequest(method, target, List.copyOf(more), body, chunked);
    }

    RawRequest without(String name) {
        List<Header> fewer = headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase(name))
                .toList();
        return new RawRequest(method, target, fewer, body, chunked);
    }

    /** The same request with another text where a placeholder stands. */
    RawRequest replace(String placeholder, String text) {
        return new RawRequest(
                method,
                target.replace(placeholder, text),
                headers.stream()
                        .map(header -> new Header(header.name(), header.value().replace(placeholder, text)))
                        .toList(),
                body.replace(placeholder, text),
                chunked);
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }

    /** The target without scheme, authority and query. */
    String path() {
        return target.split("\\?", 2)[0].replaceFirst("^(?i:[a-z]+)://[^/]*", "");
    }

    byte[] bytes(String authority) {
        StringBuilder text = new StringBuilder();
        text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (header("Host").isEmpty()) {
            text.append("Host: ").append(authority).append("\r\n");
        }
        headers.forEach(header ->
                text.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        if (chunked) {
            text.append("Transfer-Encoding: chunked\r\n\r\n");
            if (!body.isEmpty()) {
                text.append(Integer.toHexString(body.length()))
                        .append("\r\n")
                        .append(body)
                        .append("\r\n");
            }
            text.append("0\r\n\r\n");
        } else {
            text.append("Content-Length: ").append(body.length()).append("\r\n\r\n");
            text.append(body);
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** For a report; what may be a secret has to be taken out by who knows the secrets. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(method).append(' ').append(shortened(target)).append(chunked ? " (chunked)" : "");
        headers.forEach(
                header -> text.append("\n  ").append(header.name()).append(": ").append(shortened(header.value())));
        return text.append("\n\n  ").append(shortened(body)).toString();
    }

    private static String shortened(String text) {
        return text.length() <= TOLD ? text : text.substring(0, TOLD) + "… (" + text.length() + " bytes)";
    }
}
