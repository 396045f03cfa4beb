package io.authscape.keycloak.connect;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessTokenResponse;

/** Answers as OpenIddict words them. */
final class WireAnswer {

    private static final String JSON = "application/json;charset=UTF-8";

    private final KeycloakSession session;

    WireAnswer(KeycloakSession session) {
        this.session = session;
    }

    /** {@code access_token}, {@code token_type}, {@code expires_in}, and what else the grant gave; nothing else. */
    Response granted(AccessTokenResponse token, TokenRequest request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("access_token", token.getToken());
        body.put("token_type", token.getTokenType());
        body.put("expires_in", token.getExpiresIn());
        if (token.getIdToken() != null) {
            body.put("id_token", token.getIdToken());
        }
        if (token.getRefreshToken() != null) {
            body.put("refresh_token", token.getRefreshToken());
        }
        if (request.mustBeToldScope(token.getScope())) {
            body.put("scope", token.getScope());
        }
        return answer(Status.OK, body).build();
    }

    Response refused(WireError error) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error.error());
        body.put("error_description", error.description());
        body.put("error_uri", error.uri());
        ResponseBuilder answer = answer(error.status(), body);
        if (error.status() == Status.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge(error));
        }
        return answer.build();
    }

    /** The headers go where Keycloak's endpoint puts its own, so that none comes twice. */
    private ResponseBuilder answer(Status status, Map<String, Object> body) {
        HttpResponse response = session.getContext().getHttpResponse();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Pragma", "no-cache");
        response.setHeader(HttpHeaders.EXPIRES, "Thu, 01 Jan 1970 00:00:00 GMT");
        return Response.status(status).entity(body).type(JSON);
    }

    private static String challenge(WireError error) {
        return "Basic error=\"" + error.error() + "\", error_description=\"" + error.description() + "\", error_uri=\""
                + error.uri() + "\"";
    }
}
