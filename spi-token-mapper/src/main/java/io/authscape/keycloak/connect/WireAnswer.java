package io.authscape.keycloak.connect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.OAuth2Constants;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.util.JsonSerialization;

/** Answers as OpenIddict words them. */
final class WireAnswer {

    static final String JSON = "application/json;charset=UTF-8";

    private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=UTF-8";

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
        String scope = scope(token);
        if (request.mustBeToldScope(scope)) {
            body.put("scope", scope);
        }
        if (token.getIdToken() != null) {
            body.put("id_token", token.getIdToken());
        }
        if (token.getRefreshToken() != null && request.mayHaveRefreshToken(scope)) {
            body.put("refresh_token", token.getRefreshToken());
        }
        return json(body);
    }

    /**
     * As the access token has it: Keycloak's own word keeps another order, and stays wide when a refresh narrows. Read up
     * to that claim and no further: to make an object of a token costs as much as all else that is done here.
     */
    private static String scope(AccessTokenResponse token) {
        String[] parts = token.getToken().split("\\.", 3);
        if (parts.length < 3) {
            return token.getScope();
        }
        try (JsonParser claims =
                JsonSerialization.mapper.createParser(Base64.getUrlDecoder().decode(parts[1]))) {
            claims.nextToken();
            while (claims.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = claims.currentName().equals(OAuth2Constants.SCOPE);
                claims.nextToken();
                if (found) {
                    return claims.getValueAsString();
                }
                claims.skipChildren();
            }
            return null;
        } catch (IOException | IllegalArgumentException unreadable) {
            return token.getScope();
        }
    }

    /** Any other answer that is a success. */
    Response json(Object body) {
        return uncached(Status.OK).entity(body).type(JSON).build();
    }

    /** What everybody may read, and keep. */
    Response document(Object body) {
        return Response.ok(body).type(JSON).build();
    }

    Response refused(WireRefusal refusal) {
        ResponseBuilder answer =
                uncached(refusal.status()).entity(body(refusal)).type(JSON);
        if (refusal.status() == Status.UNAUTHORIZED) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge("Basic", refusal));
        }
        return answer.build();
    }

    /** For a browser that can't be sent back safely: one {@code name:value} a line. */
    Response refusedInText(WireRefusal refusal) {
        StringBuilder text = new StringBuilder();
        body(refusal)
                .forEach((name, value) ->
                        text.append(name).append(':').append(value).append('\n'));
        return uncached(Status.BAD_REQUEST).entity(text.toString()).type(TEXT).build();
    }

    /** For who comes with a token (RFC 6750 section 3): all in the header, no body. */
    Response refusedBearer(Status status, WireRefusal refusal) {
        String challenge = refusal == null ? "Bearer" : challenge("Bearer", refusal);
        return uncached(status).header(HttpHeaders.WWW_AUTHENTICATE, challenge).build();
    }

    private static Map<String, Object> body(WireRefusal refusal) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", refusal.error());
        if (refusal.description() != null) {
            body.put("error_description", refusal.description());
        }
        refusal.documentation().ifPresent(uri -> body.put("error_uri", uri));
        return body;
    }

    ResponseBuilder uncached(Status status) {
        forbidCaching();
        return Response.status(status);
    }

    /** The headers go where Keycloak's endpoints put their own, so that none comes twice. */
    void forbidCaching() {
        HttpResponse response = session.getContext().getHttpResponse();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Pragma", "no-cache");
        response.setHeader(HttpHeaders.EXPIRES, "Thu, 01 Jan 1970 00:00:00 GMT");
    }

    private static String challenge(String scheme, WireRefusal refusal) {
        StringBuilder challenge = new StringBuilder(scheme);
        String comma = " ";
        for (Map.Entry<String, Object> parameter : body(refusal).entrySet()) {
            challenge
                    .append(comma)
                    .append(parameter.getKey())
                    .append("=\"")
                    .append(quoted(parameter.getValue()))
                    .append('"');
            comma = ", ";
        }
        return challenge.toString();
    }

    private static String quoted(Object value) {
        return value.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
