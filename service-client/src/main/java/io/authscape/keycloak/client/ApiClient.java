package io.authscape.keycloak.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Type;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Calls a JSON API with a service's token:
 *
 * <pre>{@code
 * ApiClient api = ApiClient.builder("https://api.example.com", authenticator).build();
 * SyncData pending = api.get("/api/sync/pending", SyncData.class);
 * }</pre>
 *
 * <p>A token that the API refuses with 401 is replaced, and the call is made once more. Paths are below the base address:
 * the token goes nowhere else, and redirects are not followed.
 */
public final class ApiClient {

    private static final int UNAUTHORIZED = 401;
    private static final Pattern ELSEWHERE = Pattern.compile("//|[a-zA-Z][a-zA-Z0-9+.-]*://");

    private final String base;
    private final String basePath;
    private final ServiceAuthenticator authenticator;
    private final List<String> scopes;
    private final Duration timeout;
    private final ObjectMapper json;
    private final HttpClient http;

    ApiClient(
            String base,
            ServiceAuthenticator authenticator,
            List<String> scopes,
            Duration timeout,
            ObjectMapper json,
            HttpClient http) {
        this.base = base;
        this.basePath = URI.create(base).getRawPath();
        this.authenticator = authenticator;
        this.scopes = scopes;
        this.timeout = timeout;
        this.json = json;
        this.http = http;
    }

    /** For the API at this address; it may have a path. */
    public static ApiClientBuilder builder(String base, ServiceAuthenticator authenticator) {
        return new ApiClientBuilder(base, authenticator);
    }

    /**
     * Reads.
     *
     * @param path below the base address, encoded, with a query if there is one
     * @throws ApiException if the API gives no answer of this type
     * @throws TokenException if there is no token
     */
    public <T> T get(String path, Class<T> type) {
        return call("GET", path, null, reference(type));
    }

    /** The same for a type with parameters: {@code new TypeReference<List<Item>>() {}}. */
    public <T> T get(String path, TypeReference<T> type) {
        return call("GET", path, null, type);
    }

    /** Sends a body as JSON; {@code Void.class} for an answer that doesn't matter. */
    public <T> T post(String path, Object body, Class<T> type) {
        return call("POST", path, body, reference(type));
    }

    /** As {@link #post}. */
    public <T> T put(String path, Object body, Class<T> type) {
        return call("PUT", path, body, reference(type));
    }

    public void delete(String path) {
        call("DELETE", path, null, reference(Void.class));
    }

    private <T> T call(String method, String path, Object body, TypeReference<T> wanted) {
        URI uri = below(path);
        // A query may hold what no log should.
        String call = method + " " + base + uri.getRawPath().substring(basePath.length());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(written(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        AccessToken token = authenticator.getToken(scopes);
        HttpResponse<byte[]> response = send(request, token, call);
        // Refused before anything was done, so that a POST may be sent twice, too.
        if (response.statusCode() == UNAUTHORIZED && authenticator.forget(token, scopes)) {
            response = send(request, authenticator.getToken(scopes), call);
        }
        return read(response, wanted, call);
    }

    private static <T> TypeReference<T> reference(Class<T> type) {
        return new TypeReference<>() {
            @Override
            public Type getType() {
                return type;
            }
        };
    }

    private URI below(String path) {
        String segments = path.startsWith("/") ? path : "/" + path;
        if (ELSEWHERE.matcher(path).lookingAt()) {
            throw new IllegalArgumentException("'" + path + "' is no path below " + base);
        }
        URI uri = URI.create(base + segments);
        if (!uri.normalize().getRawPath().startsWith(basePath + "/")) {
            throw new IllegalArgumentException("'" + path + "' leads out of " + base);
        }
        return uri;
    }

    private byte[] written(Object body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a " + body.getClass().getName() + " can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, AccessToken token, String call) {
        try {
            return WholeAnswer.to(
                    request.setHeader("Authorization", "Bearer " + token.value())
                            .build(),
                    http,
                    timeout);
        } catch (IOException e) {
            throw new ApiUnreachableException(call + " got no answer: " + Answer.cause(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnreachableException(call + " was interrupted", e);
        }
    }

    private <T> T read(HttpResponse<byte[]> response, TypeReference<T> wanted, String call) {
        JavaType type = json.constructType(wanted.getType());
        int status = response.statusCode();
        if (status / 100 != 2) {
            throw new ApiStatusException(
                    call,
                    status,
                    BearerChallenge.of(response.headers()),
                    RetryAfter.of(response.headers(), Instant.now()),
                    new String(response.body(), StandardCharsets.UTF_8));
        }
        if (type.hasRawClass(Void.class)) {
            return null;
        }
        if (response.body().length == 0) {
            throw new ApiContentException(call + " was answered " + status + " without a body", null);
        }
        String content = response.headers().firstValue("Content-Type").orElse("");
        if (!content.toLowerCase(Locale.ROOT).contains("json")) {
            throw new ApiContentException(
                    call + " was answered with '" + ForeignText.of(content) + "' instead of JSON", null);
        }
        try {
            return json.readValue(response.body(), type);
        } catch (JsonProcessingException e) {
            // Without Jackson's exception, whose words hold an excerpt of the answer.
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new ApiContentException(
                    call + " was answered with JSON that is no " + type.toCanonical() + where, null);
        } catch (IOException e) {
            throw new ApiContentException(call + " was answered with JSON that can't be read", e);
        }
    }

    @Override
    public String toString() {
        return "API at " + base + ", as " + authenticator;
    }
}
