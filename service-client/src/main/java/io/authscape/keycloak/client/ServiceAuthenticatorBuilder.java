package io.authscape.keycloak.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What a {@link ServiceAuthenticator} is built from. Needed: where, who, and a proof; all else has a default. */
public final class ServiceAuthenticatorBuilder {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(1);

    private URI issuer;
    private URI tokenEndpoint;
    private String clientId;
    private ClientCredential credential;
    private List<String> scopes = List.of();
    private Retry retry = Retry.DEFAULT;
    private Duration timeout = DEFAULT_TIMEOUT;
    private Duration pauseAfterFailure = DEFAULT_PAUSE;
    private TokenListener listener = new TokenListener() {};
    private InstantSource clock = Clock.systemUTC();
    private LongSupplier ticker = System::nanoTime;
    private HttpClient http;
    private boolean plainHttpAllowed;

    ServiceAuthenticatorBuilder() {}

    /** The issuer, {@code https://id.example.com/realms/authscape}: its discovery document names the token endpoint. */
    public ServiceAuthenticatorBuilder issuer(String issuer) {
        this.issuer = URI.create(issuer);
        this.tokenEndpoint = null;
        return this;
    }

    /** The token endpoint itself, {@code https://id.example.com/connect/token}; in place of an issuer. */
    public ServiceAuthenticatorBuilder tokenEndpoint(String tokenEndpoint) {
        this.tokenEndpoint = URI.create(tokenEndpoint);
        this.issuer = null;
        return this;
    }

    public ServiceAuthenticatorBuilder clientId(String clientId) {
        this.clientId = clientId;
        return this;
    }

    /**
     * Where the client's secret comes from. It is asked for each token request, on a thread of the authenticator, and once
     * more when the server refuses: what was rotated meanwhile is picked up.
     */
    public ServiceAuthenticatorBuilder clientSecret(Supplier<String> secret) {
        this.credential = new ClientSecret(Objects.requireNonNull(secret));
        return this;
    }

    /** A signature in place of a secret. */
    public ServiceAuthenticatorBuilder privateKeyJwt(PrivateKeyJwt key) {
        this.credential = Objects.requireNonNull(key);
        return this;
    }

    /** The scopes to ask for, unless a call names others; none by default. */
    public ServiceAuthenticatorBuilder scopes(String... scopes) {
        this.scopes = List.copyOf(new LinkedHashSet<>(List.of(scopes)));
        return this;
    }

    /** How often a request is repeated; {@link Retry#DEFAULT} by default. */
    public ServiceAuthenticatorBuilder retry(Retry retry) {
        this.retry = Objects.requireNonNull(retry);
        return this;
    }

    /** How long one request may take, and one connection may need to stand; 10 seconds by default. */
    public ServiceAuthenticatorBuilder timeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the timeout is longer than nothing, unlike " + timeout);
        }
        this.timeout = timeout;
        return this;
    }

    /**
     * For how long a failure, or a token that an API refused at once, is not tried again: one second by default. So a
     * service in trouble doesn't beat upon the server.
     */
    public ServiceAuthenticatorBuilder pauseAfterFailure(Duration pause) {
        if (pause.isNegative()) {
            throw new IllegalArgumentException("the pause is not negative, unlike " + pause);
        }
        this.pauseAfterFailure = pause;
        return this;
    }

    /** Who hears of token requests, for metrics. */
    public ServiceAuthenticatorBuilder listener(TokenListener listener) {
        this.listener = Objects.requireNonNull(listener);
        return this;
    }

    /** What tells how old a token is; the system's clock by default. */
    public ServiceAuthenticatorBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock);
        return this;
    }

    /** What pauses are measured by, in nanoseconds. */
    ServiceAuthenticatorBuilder ticker(LongSupplier ticker) {
        this.ticker = ticker;
        return this;
    }

    /**
     * An HTTP client with a proxy, or with certificates of one's own.
     *
     * @throws IllegalArgumentException if it follows redirects: they would carry the secret to wherever they lead
     */
    public ServiceAuthenticatorBuilder httpClient(HttpClient http) {
        this.http = Redirects.refused(http);
        return this;
    }

    /** Lets secrets go to other machines by http, where a service mesh protects the connection, say. */
    public ServiceAuthenticatorBuilder allowPlainHttp() {
        plainHttpAllowed = true;
        return this;
    }

    /**
     * Sends nothing yet.
     *
     * @throws IllegalArgumentException that says what is missing or wrong
     */
    public ServiceAuthenticator build() {
        if (issuer == null && tokenEndpoint == null) {
            throw new IllegalArgumentException("set the issuer or the token endpoint");
        }
        SecureUri.required(issuer == null ? tokenEndpoint : issuer, plainHttpAllowed);
        if (clientId == null || clientId.isEmpty()) {
            throw new IllegalArgumentException("set the client id");
        }
        if (credential == null) {
            throw new IllegalArgumentException("set a client secret or a private key");
        }
        HttpClient client = http == null ? newClient() : http;
        Endpoint endpoint = Endpoint.of(issuer, tokenEndpoint, client, timeout, clock, plainHttpAllowed);
        TokenRequest request = new TokenRequest(endpoint, clientId, credential, client, timeout, clock);
        TokenFetch fetch = new TokenFetch(
                request,
                retry,
                pause -> TimeUnit.MILLISECONDS.sleep(pause.toMillis()),
                listener,
                // Not the current thread's own, which is another one later on.
                () -> ThreadLocalRandom.current().nextLong());
        Timing timing = new Timing(clock, ticker, pauseAfterFailure);
        return new ServiceAuthenticator(toString(), scopes, fetch, new Workers(), timing);
    }

    private HttpClient newClient() {
        return HttpClient.newBuilder()
                .connectTimeout(timeout)
                // A redirect would carry the secret to wherever it leads.
                .followRedirects(HttpClient.Redirect.NEVER)
                // One request an hour gains nothing by HTTP/2, and its upgrade over plain http confuses some proxies.
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public String toString() {
        return "authenticator of '" + clientId + "' at " + (issuer == null ? tokenEndpoint : issuer) + " by "
                + credential;
    }
}
