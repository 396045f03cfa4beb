package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.keycloak.KeycloakFailure.Repeat;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Response;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED, NEVER",
        "401, NOT_ALLOWED, WITH_NEW_TOKEN",
        "403, NOT_ALLOWED, NEVER",
        "404, REFUSED, NEVER",
        "408, UNREACHABLE, LATER",
        "409, REFUSED, NEVER",
        "429, UNREACHABLE, LATER",
        "500, REFUSED, NEVER",
        "501, REFUSED, NEVER",
        "502, UNREACHABLE, LATER",
        "503, UNREACHABLE, LATER",
        "504, UNREACHABLE, LATER",
    })
    void aStatusSaysWhetherToRepeat(int status, Kind kind, Repeat repeat) {
        KeycloakFailure failure = Trouble.answered("do it", answer(status));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.repeat()).isEqualTo(repeat);
        assertThat(failure).hasMessageStartingWith("can't do it: Keycloak answered " + status);
    }

    @ParameterizedTest
    @CsvSource({"400, NOT_ALLOWED, NEVER", "401, NOT_ALLOWED, NEVER", "503, UNREACHABLE, LATER"})
    void wrongCredentialsAreNotTriedTwice(int status, Kind kind, Repeat repeat) {
        KeycloakFailure failure = Trouble.signInRefused("sign in", answer(status, "{\"error\":\"invalid_client\"}"));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.repeat()).isEqualTo(repeat);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "404, {\"error\":\"Unable to find matching target resource method\"}",
                "405, ``",
                "501, <html>",
                "401, {\"error\":\"HTTP 401 Unauthorized\"}",
                "401, ``",
            })
    void aWrongAddressIsNotAWrongPassword(int status, String body) {
        KeycloakFailure failure = Trouble.signInRefused("sign in", answer(status, body));
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.repeat()).isEqualTo(Repeat.NEVER);
        assertThat(failure).hasMessageEndingWith("; check --server, which is Keycloak's base URL");
    }

    @Test
    void aRealmThatIsMissingIsNoWrongAddress() {
        assertThat(Trouble.signInRefused("sign in", answer(404, "{\"error\":\"Realm does not exist\"}")))
                .hasMessage("can't sign in: Keycloak answered 404 'Realm does not exist'");
    }

    @Test
    void plainHttpWillNotTurnIntoTls() {
        KeycloakFailure failure = broken(new SSLException("Unsupported or unrecognized SSL message"));
        assertThat(failure.repeat()).isEqualTo(Repeat.NEVER);
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessage("can't reach Keycloak: the answer is not TLS; is it http?");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "' 7 ', 7", "'', 0", "soon, 0", "-1, 0", "99999999999999999999, 0"})
    void retryAfterIsReadInSeconds(String header, long seconds) {
        Response response = Response.status(429).header("Retry-After", header).build();
        assertThat(Trouble.answered("do it", response).notBefore()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aBrokenConnectionMayPass() {
        for (IOException cause : new IOException[] {
            new ConnectException("refused"),
            new SocketException("reset"),
            new SocketTimeoutException("slow"),
            new UnknownHostException("nowhere"),
            new EOFException(),
            handshake(new EOFException()),
            handshake(new SocketException("reset")),
        }) {
            KeycloakFailure failure = broken(cause);
            assertThat(failure.repeat()).as(cause.toString()).isEqualTo(Repeat.LATER);
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void aCertificateThatIsNotTrustedWillNotPass() {
        for (IOException cause : new IOException[] {handshake(null), new SSLPeerUnverifiedException("another host")}) {
            KeycloakFailure failure = broken(cause);
            assertThat(failure.repeat()).isEqualTo(Repeat.NEVER);
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure).hasMessageStartingWith("can't reach Keycloak: no trusted TLS connection: ");
        }
    }

    @Test
    void aTokenRequestWithinARequestCountsLikeTheRequest() {
        assertThat(broken(new ServiceUnavailableException()).repeat()).isEqualTo(Repeat.LATER);
        assertThat(broken(new NotAuthorizedException(answer(401))).repeat()).isEqualTo(Repeat.WITH_NEW_TOKEN);
    }

    @Test
    void anAnswerThatBreaksOffMayPassAndOneThatIsNoJsonWillNot() {
        KeycloakFailure brokenOff = broken(jackson("{ \"secret\": \"hunter2\", \"x\": "));
        assertThat(brokenOff.repeat()).isEqualTo(Repeat.LATER);
        assertThat(brokenOff).hasMessage("can't reach Keycloak: the answer broke off");
        IOException wire = new SocketException("reset");
        assertThat(broken(new JsonMappingException(null, "wrapped", wire)).repeat())
                .as("Jackson wraps it")
                .isEqualTo(Repeat.LATER);
        KeycloakFailure page = broken(jackson("<html>hunter2</html>"));
        assertThat(page.repeat()).isEqualTo(Repeat.NEVER);
        assertThat(page).hasMessage("can't do it: the answer is not Keycloak's; check --server");
    }

    private static KeycloakFailure broken(Throwable cause) {
        return Trouble.of("do it", new ProcessingException(cause));
    }

    private static Response answer(int status) {
        return Response.status(status).build();
    }

    private static Response answer(int status, String body) {
        return Response.status(status).entity(body).build();
    }

    private static IOException handshake(Throwable cause) {
        SSLHandshakeException handshake = new SSLHandshakeException("no");
        handshake.initCause(cause);
        return handshake;
    }

    private static IOException jackson(String text) {
        try {
            new ObjectMapper().readTree(text);
            throw new IllegalStateException("it is JSON");
        } catch (IOException e) {
            return e;
        }
    }
}
