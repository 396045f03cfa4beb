package io.authscape.keycloak.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * Where tokens come from: told, or found by the issuer's discovery document, which is read once, at the first token.
 */
final class Endpoint {

    private static final String DOCUMENT = "/.well-known/openid-configuration";

    private final URI issuer;
    private final HttpClient http;
    private final Duration timeout;
    private final InstantSource clock;
    private final boolean plainHttpAllowed;
    private volatile URI uri;
    /** As the document names it, with or without a slash at its end. */
    private volatile String namedIssuer;

    private Endpoint(
            URI issuer, URI uri, HttpClient http, Duration timeout, InstantSource clock, boolean plainHttpAllowed) {
        this.issuer = issuer;
        this.uri = uri;
        this.http = http;
        this.timeout = timeout;
        this.clock = clock;
        this.plainHttpAllowed = plainHttpAllowed;
    }

    /** One of the first two is {@code null}. */
    static Endpoint of(
            URI issuer, URI uri, HttpClient http, Duration timeout, InstantSource clock, boolean plainHttpAllowed) {
        return new Endpoint(issuer, uri, http, timeout, clock, plainHttpAllowed);
    }

    /** Whom a signed statement is for: the issuer as its document names it, or the endpoint. Known after {@link #uri()}. */
    String audience() {
        return Objects.requireNonNullElse(namedIssuer, String.valueOf(uri));
    }

    /** The token endpoint. */
    URI uri() throws PassingTrouble, InterruptedException {
        if (uri == null) {
            // Two at once would read it twice, which does no harm.
            uri = discovered();
        }
        return uri;
    }

    private URI discovered() throws PassingTrouble, InterruptedException {
        URI document = URI.create(withoutSlash(issuer.toString()) + DOCUMENT);
        Answer answer = Answer.to(
                HttpRequest.newBuilder(document)
                        .header("Accept", "application/json")
                        .build(),
                http,
                timeout,
                clock);
        if (answer.status() != 200) {
            throw new TokenConfigurationException(
                    document + " answered " + answer.status() + ": is " + issuer + " the issuer?", null);
        }
        String named = answer.body().path("issuer").asText("");
        // A document that somebody else's server sends would lead the secret there (RFC 8414, section 3.3).
        if (!withoutSlash(named).equals(withoutSlash(issuer.toString()))) {
            throw new TokenConfigurationException(
                    document + " is the document of '" + ForeignText.of(named) + "', not of '" + issuer
                            + "': configure the issuer that it names",
                    null);
        }
        namedIssuer = named;
        return usable(answer.body().path("token_endpoint").asText(""), document);
    }

    private URI usable(String text, URI document) {
        try {
            return SecureUri.required(URI.create(text), plainHttpAllowed);
        } catch (IllegalArgumentException e) {
            throw new TokenConfigurationException(
                    document + " names no usable token endpoint: " + ForeignText.of(e.getMessage()), e);
        }
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
