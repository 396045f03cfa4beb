package io.authscape.keycloak.bench;

import com.sun.net.httpserver.HttpServer;
import io.authscape.keycloak.client.ServiceAuthenticator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

/** What a token costs that is here already: ours and Spring Security's, which do the same job. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CachedTokenBench {

    private static final int WARMUPS = 3;
    private static final int ROUNDS = 5;
    private static final TimeValue ROUND = TimeValue.seconds(1);
    private static final int[] THREADS = {1, 2};

    private HttpServer server;
    private ServiceAuthenticator authenticator;
    private AuthorizedClientServiceOAuth2AuthorizedClientManager manager;
    private OAuth2AuthorizeRequest request;
    private final List<String> otherScopes = List.of("api1", "api2");

    @Setup
    public void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        authenticator = ServiceAuthenticator.builder()
                .tokenEndpoint("http://127.0.0.1:" + server.getAddress().getPort() + "/connect/token")
                .clientId("service")
                .clientSecret(() -> "s3cret")
                .scopes("api1")
                .build();
        startSpring();
    }

    private void startSpring() {
        ClientRegistration registration = ClientRegistration.withRegistrationId("authscape")
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .clientId("service")
                .clientSecret("s3cret")
                .scope("api1")
                .tokenUri("http://127.0.0.1:1/connect/token")
                .build();
        InMemoryClientRegistrationRepository registrations = new InMemoryClientRegistrationRepository(registration);
        InMemoryOAuth2AuthorizedClientService clients = new InMemoryOAuth2AuthorizedClientService(registrations);
        Authentication principal = new TestingAuthenticationToken("service", "n/a");
        Instant now = Instant.now();
        // As if it had been fetched: nobody listens at the token endpoint.
        clients.saveAuthorizedClient(
                new OAuth2AuthorizedClient(
                        registration,
                        "service",
                        new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "x", now, now.plusSeconds(3600))),
                principal);
        manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients);
        manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .clientCredentials()
                .build());
        request = OAuth2AuthorizeRequest.withClientRegistrationId("authscape")
                .principal(principal)
                .build();
    }

    @TearDown
    public void stop() {
        authenticator.close();
        server.stop(0);
    }

    /** The floor: whoever keeps a token must know the time. */
    @Benchmark
    public long clock() {
        return System.currentTimeMillis();
    }

    @Benchmark
    public String serviceAuthenticator() {
        return authenticator.getToken().value();
    }

    @Benchmark
    public String serviceAuthenticatorByScopes() {
        return authenticator.getToken(otherScopes).value();
    }

    @Benchmark
    public String springAuthorizedClientManager() {
        return manager.authorize(request).getAccessToken().getTokenValue();
    }

    public static void main(String[] args) throws RunnerException {
        System.out.println("| what | threads | ns per token | ± |");
        System.out.println("|---|---|---|---|");
        for (int threads : THREADS) {
            for (RunResult result : run(threads)) {
                System.out.printf(
                        "| %s | %d | %.1f | %.1f |%n",
                        result.getPrimaryResult().getLabel(),
                        threads,
                        result.getPrimaryResult().getScore(),
                        result.getPrimaryResult().getScoreError());
            }
        }
    }

    private static Collection<RunResult> run(int threads) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(CachedTokenBench.class.getSimpleName())
                        .forks(2)
                        .threads(threads)
                        .warmupIterations(WARMUPS)
                        .warmupTime(ROUND)
                        .measurementIterations(ROUNDS)
                        .measurementTime(ROUND)
                        .build())
                .run();
    }
}
