package io.authscape.keycloak.extended;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The web application that the browser comes back to: a page for each path that it registers. */
final class ClientSite implements AutoCloseable {

    private final HttpServer server;

    private ClientSite(HttpServer server) {
        this.server = server;
    }

    static ClientSite open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            for (String path : new String[] {"/signin-oidc", "/signout-oidc"}) {
                byte[] page = ("the application's page " + path).getBytes(StandardCharsets.UTF_8);
                server.createContext(path, exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "text/html");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
            }
            server.start();
            return new ClientSite(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String signIn() {
        return root() + "/signin-oidc";
    }

    String signOut() {
        return root() + "/signout-oidc";
    }

    private String root() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
