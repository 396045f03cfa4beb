package io.authscape.keycloak.keycloak;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes requests, repeats those that may succeed a little later, and turns the REST client's many exceptions into
 * {@link KeycloakFailure}. May be used by several threads at once.
 */
final class Calls {

    private static final Retries RETRIES = new Retries();
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private Calls() {}

    /**
     * @param doing what is tried, for the message: "can't " + doing
     */
    static <T> T get(String doing, Supplier<T> call) {
        return RETRIES.run(triesBefore -> once(doing, call));
    }

    /** For requests that may be repeated as they are, a PUT above all. */
    static void run(String doing, Runnable call) {
        get(doing, () -> {
            call.run();
            return null;
        });
    }

    /** For a DELETE: after a lost answer, what isn't there any more is deleted. */
    static void delete(String doing, Runnable call) {
        RETRIES.run(triesBefore -> once(doing, () -> unlessRepeated(NOT_FOUND, triesBefore, call)));
    }

    /**
     * For a POST whose answer is a bare response, which the client doesn't look at.
     *
     * @return Keycloak's id of what was made; empty if it says of no try that it made it, but after a lost answer that it
     *     stands already: then it is most likely the first try's work, and reading it back tells
     */
    static Optional<String> create(String doing, Supplier<Response> call) {
        return RETRIES.run(triesBefore -> once(doing, () -> {
            try (Response response = call.get()) {
                if (response.getStatus() == CONFLICT && triesBefore > 0) {
                    return Optional.empty();
                }
                if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
                    throw Trouble.answered(doing, response);
                }
                return Optional.ofNullable(response.getLocation()).map(Calls::lastSegment);
            }
        }));
    }

    /** What must still be there when its turn comes. */
    static <T> T present(T found) {
        if (found == null) {
            throw vanished();
        }
        return found;
    }

    static KeycloakFailure vanished() {
        return new KeycloakFailure(KeycloakFailure.Kind.REFUSED, "it has vanished in the meantime");
    }

    /** Like {@link #create}, for a POST whose answer the client looks at itself. */
    static boolean createSilently(String doing, Runnable call) {
        return RETRIES.run(triesBefore -> once(doing, () -> unlessRepeated(CONFLICT, triesBefore, call)));
    }

    /** For the request for a token: wrong credentials are no reason to try again. */
    static void signIn(String doing, Runnable call) {
        RETRIES.run(triesBefore -> {
            try {
                call.run();
                return null;
            } catch (WebApplicationException e) {
                throw Trouble.signInRefused(doing, e.getResponse());
            } catch (ProcessingException e) {
                throw Trouble.of(doing, e);
            }
        });
    }

    private static String lastSegment(URI location) {
        return location.getPath().substring(location.getPath().lastIndexOf('/') + 1);
    }

    private static <T> T once(String doing, Supplier<T> call) {
        try {
            return call.get();
        } catch (WebApplicationException e) {
            throw Trouble.answered(doing, e.getResponse());
        } catch (ProcessingException e) {
            throw Trouble.of(doing, e);
        }
    }

    /** Takes the status for the work of a try before, if there was one. */
    private static boolean unlessRepeated(int status, int triesBefore, Runnable call) {
        try {
            call.run();
            return true;
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == status && triesBefore > 0) {
                return false;
            }
            throw e;
        }
    }
}
