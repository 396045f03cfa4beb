package io.authscape.keycloak.examples.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Which scope an endpoint wants. What stands in no policy is open to nobody. */
record EndpointPolicy(RequestMatcher endpoint, String scope) {

    static final List<EndpointPolicy> ALL = List.of(
            new EndpointPolicy(matcher(HttpMethod.GET, "/api/sync/pending"), "sync.read"),
            new EndpointPolicy(matcher(HttpMethod.PUT, "/api/sync/{id}/done"), "sync.write"));

    private static RequestMatcher matcher(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }

    static Optional<EndpointPolicy> of(HttpServletRequest request) {
        return ALL.stream().filter(policy -> policy.endpoint.matches(request)).findFirst();
    }
}
