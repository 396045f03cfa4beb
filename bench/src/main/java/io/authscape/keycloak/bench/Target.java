package io.authscape.keycloak.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Where to get tokens on loopback, and the requests that do it.
 *
 * @param status that each of them has to be answered with
 */
record Target(int port, List<byte[]> requests, int status) {

    /**
     * The requests of the clients that {@link Seeds} names, each for its one scope.
     *
     * @param path with a slash in front
     * @param secret that all of them have
     */
    static Target of(int port, String path, String owner, int clients, String secret) {
        IntFunction<byte[]> request = i -> request(port, path, form(owner, i, secret));
        return new Target(port, IntStream.range(0, clients).mapToObj(request).toList(), 200);
    }

    static String form(String owner, int client, String secret) {
        return "grant_type=client_credentials&client_id=" + Seeds.clientId(owner, client) + "&client_secret="
                + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "&scope=" + Seeds.scope(owner, client);
    }

    static byte[] request(int port, String path, String form) {
        String text = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nAccept: application/json\r\nContent-Length: "
                + form.length() + "\r\n\r\n" + form;
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
