package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a repeated request may find: the work of the try before, whose answer was lost. */
class CallsTest {

    private static final Object LOST = new Object();

    @Test
    void aConflictAtTheFirstTryIsARefusal() {
        Supplier<Response> call = answers(409);
        assertThatThrownBy(() -> Calls.create("create it", call))
                .isInstanceOf(KeycloakFailure.class)
                .hasMessageStartingWith("can't create it: Keycloak answered 409");
        Runnable silent = throwing(409);
        assertThatThrownBy(() -> Calls.createSilently("create it", silent))
                .hasMessageStartingWith("can't create it: Keycloak answered 409");
    }

    @Test
    void aConflictAfterALostAnswerMayBeOurOwnWork() {
        assertThat(Calls.create("create it", answers(LOST, 409))).isEmpty();
        assertThat(Calls.create("create it", answers(503, 409))).isEmpty();
        assertThat(Calls.createSilently("create it", throwing(LOST, 409))).isFalse();
    }

    @Test
    void whatIsMadeNowIsToldSo() {
        assertThat(Calls.create("create it", answers(201))).contains("id-1");
        assertThat(Calls.create("create it", answers(LOST, 201))).contains("id-1");
        assertThat(Calls.createSilently("create it", throwing(LOST, 201))).isTrue();
    }

    @Test
    void whatIsGoneAfterALostAnswerIsDeleted() {
        Calls.delete("delete it", throwing(LOST, 404));
        Runnable call = throwing(404);
        assertThatThrownBy(() -> Calls.delete("delete it", call))
                .hasMessageStartingWith("can't delete it: Keycloak answered 404");
    }

    @Test
    void wrongCredentialsAreTriedOnce() {
        Runnable call = throwing(400, 200);
        assertThatThrownBy(() -> Calls.signIn("sign in", call))
                .isInstanceOfSatisfying(KeycloakFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(KeycloakFailure.Kind.NOT_ALLOWED));
    }

    @Test
    void anExpiredTokenIsRenewed() {
        Calls.run("do it", throwing(401, 200));
    }

    private static Supplier<Response> answers(Object... answers) {
        Deque<Object> left = new ArrayDeque<>(List.of(answers));
        return () -> {
            Object next = left.remove();
            if (next == LOST) {
                throw new ProcessingException(new SocketException("reset"));
            }
            return Response.status((int) next)
                    .location(URI.create("http://keycloak/admin/clients/id-1"))
                    .build();
        };
    }

    private static Runnable throwing(Object... answers) {
        Supplier<Response> next = answers(answers);
        return () -> {
            Response response = next.get();
            if (response.getStatus() == 404) {
                throw new NotFoundException(response);
            }
            if (response.getStatus() >= 400) {
                throw new ClientErrorException(response);
            }
        };
    }
}
