package io.authscape.keycloak.connect;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Counts the token requests of each door in Keycloak's own metrics, so that an admin sees whether anybody still comes by
 * {@code /connect/token}: {@code authscape_token_requests_total{realm, door, outcome}}. There is no label for the client:
 * whoever sends requests would make up ever new ones.
 */
@Provider
@Priority(TokenRequestCount.AFTER_EARLY_REFUSAL)
public final class TokenRequestCount implements ContainerResponseFilter {

    /** Of the filters of an answer, those of lower priority come later. */
    static final int AFTER_EARLY_REFUSAL = Priorities.USER - 1000;

    private static final String CONNECT = "/connect/token";
    private static final String KEYCLOAKS = "/protocol/openid-connect/token";

    private static final MeterProvider<Counter> COUNTER = Counter.builder("authscape.token.requests")
            .description(
                    "Token requests by door (root, realm: /connect/token; keycloak: Keycloak's own path) and outcome")
            .withRegistry(Metrics.globalRegistry);

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            return; // a browser's question, no request for a token
        }
        door(request).ifPresent(door -> realm().ifPresent(realm -> COUNTER.withTags(
                        Tags.of("realm", realm, "door", door, "outcome", outcome(response.getStatus())))
                .increment()));
    }

    private static Optional<String> door(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (RootDoor.led(request)) {
            return path.endsWith(CONNECT) ? Optional.of(RootDoor.doorOf(request).label()) : Optional.empty();
        }
        return path.endsWith(KEYCLOAKS) ? Optional.of("keycloak") : Optional.empty();
    }

    /** Only a realm that exists: the path may name any. */
    private static Optional<String> realm() {
        return Optional.ofNullable(KeycloakSessionUtil.getKeycloakSession())
                .map(KeycloakSession::getContext)
                .map(context -> context.getRealm())
                .map(RealmModel::getName);
    }

    private static String outcome(int status) {
        if (status < Status.BAD_REQUEST.getStatusCode()) {
            return "granted";
        }
        return status < Status.INTERNAL_SERVER_ERROR.getStatusCode() ? "refused" : "failed";
    }
}
