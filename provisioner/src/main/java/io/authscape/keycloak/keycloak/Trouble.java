package io.authscape.keycloak.keycloak;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.keycloak.KeycloakFailure.Repeat;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says what a failed request means. */
final class Trouble {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;
    /** What answers to the path of a token endpoint where none is: below a wrong path, or on another web server. */
    private static final Set<Integer> NO_TOKEN_ENDPOINT = Set.of(404, 405, 501);

    private static final String NO_REALM = Quoted.of("Realm does not exist");
    /** The Admin API says 'HTTP 401 Unauthorized' instead. */
    private static final Pattern OAUTH_ERROR = Pattern.compile("'[a-z_]+['\\s]");

    /** What passes: 408 and 429 by their meaning, the others because a proxy says so while Keycloak starts. */
    private static final Set<Integer> LATER = Set.of(408, 429, 502, 503, 504);

    private Trouble() {}

    /** Keycloak, or something before it, answered with an error. */
    static KeycloakFailure answered(String doing, Response response) {
        return answered(doing, response.getStatus(), reason(response), response);
    }

    private static KeycloakFailure answered(String doing, int status, String said, Response response) {
        String message = message(doing, status, said);
        if (LATER.contains(status)) {
            return new KeycloakFailure(Kind.UNREACHABLE, message, Repeat.LATER, retryAfter(response));
        }
        if (status == UNAUTHORIZED) {
            return new KeycloakFailure(
                    Kind.NOT_ALLOWED,
                    message + "; it doesn't know the account by its token, and a client that signs in needs the client"
                            + " scope 'basic'",
                    Repeat.WITH_NEW_TOKEN,
                    Duration.ZERO);
        }
        KeycloakFailure failure = new KeycloakFailure(status == 403 ? Kind.NOT_ALLOWED : Kind.REFUSED, message);
        return status == CONFLICT ? failure.ofConflict() : failure;
    }

    /** The token endpoint answered with an error: it says 400 to some wrong passwords and 401 to others. */
    static KeycloakFailure signInRefused(String doing, Response response) {
        int status = response.getStatus();
        String said = reason(response);
        boolean isElsewhere = NO_TOKEN_ENDPOINT.contains(status) && !NO_REALM.equals(said);
        boolean isForeign = status == UNAUTHORIZED && !OAUTH_ERROR.matcher(said).lookingAt();
        if (isElsewhere || isForeign) {
            return new KeycloakFailure(
                    Kind.REFUSED, message(doing, status, said) + "; check --server, which is Keycloak's base URL");
        }
        return status == 400 || status == UNAUTHORIZED
                ? new KeycloakFailure(Kind.NOT_ALLOWED, message(doing, status, said))
                : answered(doing, status, said, response);
    }

    /** There was no answer, or none that could be read. */
    static KeycloakFailure of(String doing, ProcessingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof WebApplicationException answered) {
                return answered(doing, answered.getResponse());
            }
            // Jackson wraps what goes wrong on the wire below it.
            boolean unreadable = cause instanceof JacksonException && !(cause instanceof JsonEOFException);
            if (cause instanceof IOException && !unreadable) {
                return new KeycloakFailure(
                        Kind.UNREACHABLE,
                        "can't reach Keycloak: " + network(cause),
                        isOfTheKeys(cause) || isPlain(cause) ? Repeat.NEVER : Repeat.LATER,
                        Duration.ZERO);
            }
        }
        return notKeycloak(doing);
    }

    private static KeycloakFailure notKeycloak(String doing) {
        return new KeycloakFailure(Kind.REFUSED, "can't " + doing + ": the answer is not Keycloak's; check --server");
    }

    private static String network(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "the host is unknown";
        }
        if (cause instanceof JacksonException) {
            // Its message quotes what it has read, and that may be a client with its secret.
            return "the answer broke off";
        }
        if (isPlain(cause)) {
            return "the answer is not TLS; is it http?";
        }
        if (cause instanceof SSLException) {
            return "no trusted TLS connection: " + cause.getMessage();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Whether something without TLS answered: the JDK has no class for it, only this text. */
    private static boolean isPlain(Throwable cause) {
        return cause instanceof SSLException
                && String.valueOf(cause.getMessage()).startsWith("Unsupported or unrecognized SSL message");
    }

    /** Whether one side doesn't trust the other's certificate: that holds on. */
    private static boolean isOfTheKeys(Throwable cause) {
        boolean cut = cause.getCause() instanceof EOFException || cause.getCause() instanceof SocketException;
        return cause instanceof SSLPeerUnverifiedException || (cause instanceof SSLHandshakeException && !cut);
    }

    /** In seconds; a date, which no Keycloak sends, counts as none. */
    private static Duration retryAfter(Response response) {
        String seconds = response.getHeaderString(HttpHeaders.RETRY_AFTER);
        return seconds != null && seconds.strip().matches("\\d{1,6}")
                ? Duration.ofSeconds(Long.parseLong(seconds.strip()))
                : Duration.ZERO;
    }

    private static String message(String doing, int status, String reason) {
        return "can't " + doing + ": Keycloak answered " + status + (reason.isEmpty() ? "" : " " + reason);
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
