package io.authscape.keycloak.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** What an {@link ApiClient} is built from. */
public final class ApiClientBuilder {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final URI base;
    private final ServiceAuthenticator authenticator;
    private List<String> scopes;
    private Duration timeout = DEFAULT_TIMEOUT;
    private ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private HttpClient http;
    private boolean plainHttpAllowed;

    ApiClientBuilder(String base, ServiceAuthenticator authenticator) {
        this.base = URI.create(base);
        this.authenticator = Objects.requireNonNull(authenticator);
        this.scopes = authenticator.scopes();
    }

    /** The scopes that this API wants; those of the authenticator by default. */
    public ApiClientBuilder scopes(String... scopes) {
        this.scopes = List.of(scopes);
        return this;
    }

    /** How long one call may take; 30 seconds by default. */
    public ApiClientBuilder timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout is longer than nothing, unlike " + timeout);
        }
        this.timeout = timeout;
        return this;
    }

    /** Reads and writes JSON; by default one that overlooks members which a type doesn't have. */
    public ApiClientBuilder json(ObjectMapper json) {
        this.json = Objects.requireNonNull(json);
        return this;
    }

    /**
     * An HTTP client with a proxy, or with certificates of one's own.
     *
     * @throws IllegalArgumentException if it follows redirects: they would carry the token to wherever they lead
     */
    public ApiClientBuilder httpClient(HttpClient http) {
        this.http = Redirects.refused(http);
        return this;
    }

    /** Lets tokens go to other machines by http, where a service mesh protects the connection, say. */
    public ApiClientBuilder allowPlainHttp() {
        plainHttpAllowed = true;
        return this;
    }

    /**
     * Sends nothing yet.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    public ApiClient build() {
        SecureUri.required(base, plainHttpAllowed);
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("'" + base + "' has a query or fragment; give the address alone");
        }
        String text = base.toString();
        return new ApiClient(
                text.endsWith("/") ? text.substring(0, text.length() - 1) : text,
                authenticator,
                scopes,
                timeout,
                json,
                http == null ? newClient() : http);
    }

    private HttpClient newClient() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                // A redirect would carry the token to wherever it leads.
                .followRedirects(HttpClient.Redirect.NEVER)
                // By TLS both sides agree on HTTP/2; the upgrade over plain http confuses some servers.
                .version("http".equals(base.getScheme()) ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
                .build();
    }
}
