package io.authscape.keycloak.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** A store's HTTP API that speaks JSON, asked again when it is busy. */
final class RemoteApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 3;
    private static final long FIRST_PAUSE_MILLIS = 200;

    private final Supplier<String> name;
    private final String check;
    private final Set<Integer> passing;
    private final Supplier<Optional<SSLContext>> trust;
    private HttpClient client;

    /**
     * Connects to nobody yet.
     *
     * @param name who is asked, for messages
     * @param check what to look at when nobody answers
     * @param passing statuses after which asking again helps
     * @param trust empty for the certificate authorities that Java trusts
     */
    RemoteApi(Supplier<String> name, String check, Set<Integer> passing, Supplier<Optional<SSLContext>> trust) {
        this.name = name;
        this.check = check;
        this.passing = passing;
        this.trust = trust;
    }

    /**
     * @param request must do no harm when it comes twice
     */
    Answer send(HttpRequest.Builder request) {
        HttpRequest ready = request.timeout(ANSWER).build();
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> response = client().send(ready, BodyHandlers.ofString());
                if (!passing.contains(response.statusCode()) || attempt == ATTEMPTS) {
                    return answer(response);
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new SecretStoreException(
                            Kind.UNREACHABLE,
                            name.get() + " doesn't answer (" + e.getClass().getSimpleName() + "); check " + check);
                }
            } catch (InterruptedException e) {
                throw interrupted();
            }
            pause(FIRST_PAUSE_MILLIS << (2 * (attempt - 1)));
        }
    }

    /** As one segment of a path. */
    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private synchronized HttpClient client() {
        if (client == null) {
            HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT);
            trust.get().ifPresent(builder::sslContext);
            client = builder.build();
        }
        return client;
    }

    private static Answer answer(HttpResponse<String> response) {
        try {
            JsonNode body = JSON.readTree(response.body());
            return new Answer(response.statusCode(), body);
        } catch (JsonProcessingException e) {
            return new Answer(response.statusCode(), JSON.missingNode());
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static SecretStoreException interrupted() {
        Thread.currentThread().interrupt();
        return new SecretStoreException(Kind.UNREACHABLE, "the run was stopped");
    }

    /**
     * @param body missing if it was no JSON
     */
    record Answer(int status, JsonNode body) {

        /** It may hold secrets. */
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }
}
