package io.authscape.keycloak.token.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * One of the two servers. Requests go to the address that the command line names and nowhere else: of the discovery
 * document only the paths count, so that neither another host nor plain http gets a secret, and redirects are answers
 * like others.
 */
final class Side {

    private static final int FOUND = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final URI base;
    private final HttpClient http;
    private final Map<Endpoint, String> paths = new EnumMap<>(Endpoint.class);
    private JsonNode document = MissingNode.getInstance();
    private final Set<String> tokens = new HashSet<>();
    private int discovered;
    private String token = "";

    /**
     * @param name {@code old} or {@code new}
     * @param base without a slash at its end
     */
    Side(String name, URI base, SSLContext tls) {
        this.name = name;
        this.base = base;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(PATIENCE);
        http = (tls == null ? builder : builder.sslContext(tls)).build();
    }

    /** Reads the discovery document, and finds the endpoints in it. */
    void discover() throws IOException, InterruptedException {
        paths.put(Endpoint.DISCOVERY, base.getRawPath() + Endpoint.DISCOVERY.usual());
        Question question = new Question("discovery", Endpoint.DISCOVERY, "GET", "", Map.of(), null, false);
        WireReply reply = ask(question);
        discovered = reply.status();
        // Keycloak says in JSON, too, that something isn't there.
        document = discovered == FOUND ? reply.json() : MissingNode.getInstance();
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.member() != null) {
                path(endpoint).ifPresent(path -> paths.put(endpoint, path));
            }
        }
    }

    private Optional<String> path(Endpoint endpoint) {
        String address = document.path(endpoint.member()).asText("");
        try {
            if (!address.isEmpty()) {
                // Behind a host's name, '@evil.example/token' and '.evil.example/token' would make another host of it.
                return Optional.ofNullable(URI.create(address).getRawPath())
                        .filter(path -> path.startsWith("/") && !path.startsWith("//"));
            }
        } catch (IllegalArgumentException e) {
            // no address: as if it weren't there
        }
        return document.isObject()
                ? Optional.empty()
                : Optional.ofNullable(endpoint.usual()).map(path -> base.getRawPath() + path);
    }

    boolean has(Endpoint endpoint) {
        return paths.containsKey(endpoint);
    }

    /** A text of an answer without the tokens that this server has given so far, and without any JWT. */
    String withoutTokens(String text) {
        return TokenText.hidden(text, tokens);
    }

    /** Whether it says itself where its endpoints are; else they are taken to be where AuthScape's server has them. */
    boolean hasDocument() {
        return document.isObject();
    }

    /** What it answered to the question for its document. */
    int discovered() {
        return discovered;
    }

    WireReply ask(Question question) throws IOException, InterruptedException {
        URI uri = URI.create(origin() + paths.get(question.endpoint()) + question.suffix());
        if (!isBelow(uri)) {
            throw new IOException("an address that leaves the server: nothing was sent");
        }
        BodyPublisher body =
                question.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(filled(question.body()));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(PATIENCE).method(question.method(), body);
        question.headers().forEach((header, value) -> request.header(header, filled(value)));
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        WireReply reply = new WireReply(response.statusCode(), response.headers(), response.body());
        JsonNode json = reply.json();
        String got = json.path("access_token").asText("");
        token = got.isEmpty() ? token : got;
        Notation.TOKENS.forEach(member -> tokens.add(json.path(member).asText("")));
        return reply;
    }

    /** Whether the address is at this server: the same scheme, host and port. */
    boolean isBelow(URI uri) {
        return base.getScheme().equals(uri.getScheme())
                && base.getRawAuthority().equals(uri.getRawAuthority());
    }

    /** The answer as it is compared. */
    JsonNode written(WireReply reply) {
        return new Notation(this).of(reply);
    }

    /** Scheme, host and port. */
    String origin() {
        return base.getScheme() + "://" + base.getRawAuthority();
    }

    /** What the document says that it is: behind a proxy another address than ours. */
    String namedOrigin() {
        try {
            URI issuer = URI.create(document.path("issuer").asText(""));
            return issuer.getRawAuthority() == null ? origin() : issuer.getScheme() + "://" + issuer.getRawAuthority();
        } catch (IllegalArgumentException e) {
            return origin();
        }
    }

    /** Below the origin; empty at the root. */
    String path() {
        return base.getRawPath();
    }

    /** The paths that the document names, for whoever counts. */
    @Override
    public String toString() {
        return name + " " + base;
    }

    private String filled(String text) {
        return text.replace(Question.OWN_TOKEN, token);
    }
}
