package io.authscape.keycloak.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/** Makes requests, and turns the REST client's many exceptions into {@link KeycloakFailure}. */
final class Calls {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Calls() {}

    /**
     * @param doing what is tried, for the message: "can't " + doing
     */
    static <T> T get(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (WebApplicationException e) {
            throw refused(doing, e.getResponse());
        } catch (ProcessingException e) {
            throw broken(doing, e);
        }
    }

    static void run(String doing, Runnable call) {
        get(doing, () -> {
            call.run();
            return null;
        });
    }

    /**
     * For requests whose answer is a bare response, which the client doesn't look at.
     *
     * @return Keycloak's id of what was created; empty if it told none
     */
    static String create(String doing, Supplier<Response> call) {
        try (Response response = get(doing, call)) {
            if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
                throw refused(doing, response);
            }
            String location =
                    response.getLocation() == null ? "" : response.getLocation().getPath();
            return location.substring(location.lastIndexOf('/') + 1);
        }
    }

    /** What must still be there when its turn comes. */
    static <T> T present(T found) {
        if (found == null) {
            throw vanished();
        }
        return found;
    }

    static KeycloakFailure vanished() {
        return new KeycloakFailure(Kind.REFUSED, "it has vanished in the meantime");
    }

    private static KeycloakFailure refused(String doing, Response response) {
        int status = response.getStatus();
        Kind kind = status == 401 || status == 403 ? Kind.NOT_ALLOWED : Kind.REFUSED;
        String reason = reason(response);
        return new KeycloakFailure(
                kind, "can't " + doing + ": Keycloak answered " + status + (reason.isEmpty() ? "" : " " + reason));
    }

    private static KeycloakFailure broken(String doing, ProcessingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof WebApplicationException answered) {
                return refused(doing, answered.getResponse());
            }
            if (cause instanceof com.fasterxml.jackson.core.JacksonException) {
                return new KeycloakFailure(
                        Kind.REFUSED, "can't " + doing + ": the answer is not Keycloak's; check --server");
            }
            if (cause instanceof IOException) {
                return new KeycloakFailure(Kind.UNREACHABLE, "can't reach Keycloak: " + network(cause));
            }
        }
        return new KeycloakFailure(Kind.REFUSED, "can't " + doing + ": the answer is not Keycloak's; check --server");
    }

    private static String network(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "the host is unknown";
        }
        if (cause instanceof SSLException) {
            return "no trusted TLS connection: " + cause.getMessage();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Keycloak's own words, from the members in which its APIs put them. */
    private static String reason(Response response) {
        try {
            JsonNode body = JSON.readTree(response.readEntity(String.class));
            String text = body.path("errorMessage").asText("");
            if (text.isEmpty()) {
                text = (body.path("error").asText("") + " "
                                + body.path("error_description").asText(""))
                        .strip();
            }
            return text.isEmpty() ? "" : Quoted.of(text);
        } catch (IOException | RuntimeException e) {
            // The answer's body only adds to the message; without one the status must do.
            return "";
        }
    }
}
