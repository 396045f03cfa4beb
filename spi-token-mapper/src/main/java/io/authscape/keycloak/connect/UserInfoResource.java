package io.authscape.keycloak.connect;

import io.authscape.keycloak.claims.ServiceToken;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.UserInfoEndpoint;
import org.keycloak.representations.AccessToken;

/** {@code …/connect/userinfo} (OpenID Connect Core section 5.3), over Keycloak's own endpoint. */
@Consumes(MediaType.WILDCARD)
public final class UserInfoResource extends ConnectEndpoint {

    private static final String BEARER = "Bearer ";

    private static final WireRefusal INSUFFICIENT_SCOPE =
            WireRefusal.of(Status.FORBIDDEN, "insufficient_scope", "The access token has no scope 'openid'.", null);

    UserInfoResource(KeycloakSession session) {
        super(session);
    }

    @GET
    public Response get() {
        return answer(() -> tell(fromHeader(), () -> endpoint().issueUserInfoGet()));
    }

    @POST
    public Response post() {
        return answer(
                () -> tell(fromHeader().or(this::fromBody), () -> endpoint().issueUserInfoPost()));
    }

    private UserInfoEndpoint endpoint() {
        return new UserInfoEndpoint(session, new TokenManager());
    }

    private Optional<String> fromHeader() {
        return Optional.ofNullable(request().getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).trim())
                .filter(token -> !token.isEmpty());
    }

    private Optional<String> fromBody() {
        return Optional.ofNullable(request().getDecodedFormParameters().getFirst(OAuth2Constants.ACCESS_TOKEN))
                .filter(token -> !token.isEmpty());
    }

    private Response tell(Optional<String> token, Supplier<Response> keycloaks) {
        if (settings.keycloaksErrors()) {
            return keycloaks.get();
        }
        if (token.isEmpty()) {
            return answer.refusedBearer(Status.UNAUTHORIZED, null);
        }
        try {
            return keycloaks.get();
        } catch (WebApplicationException refused) {
            Status status = refused.getResponse().getStatusInfo().toEnum(); // adds the CORS headers, too
            return switch (status) {
                case FORBIDDEN, UNAUTHORIZED, BAD_REQUEST -> refused(status, token.get());
                default -> throw refused;
            };
        }
    }

    private Response refused(Status keycloaks, String token) {
        if (isOfNobody(token)) {
            return answer.refusedBearer(Status.UNAUTHORIZED, WireError.TOKEN_OF_NOBODY.refusal());
        }
        return keycloaks == Status.FORBIDDEN
                ? answer.refusedBearer(Status.FORBIDDEN, INSUFFICIENT_SCOPE)
                : answer.refusedBearer(Status.UNAUTHORIZED, WireError.TOKEN_INVALID.refusal());
    }

    /** A service's token is good, but there is nobody whom it could tell about. */
    private boolean isOfNobody(String token) {
        AccessToken verified = session.tokens().decode(token, AccessToken.class);
        return verified != null && verified.isActive() && ServiceToken.isShaped(verified);
    }

    @Override
    String[] methods() {
        return new String[] {"GET", "POST", "OPTIONS"};
    }
}
