package io.authscape.keycloak.examples.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;

/** 403 by RFC 6750, section 3.1, which tells the caller the scope that it lacks. */
final class RefusalWithScope implements AccessDeniedHandler {

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal) {
        Optional<EndpointPolicy> policy = EndpointPolicy.of(request);
        String why;
        if (refusal instanceof NoCompanyException) {
            why = "error_description=\"" + refusal.getMessage() + "\"";
        } else {
            why = "error_description=\"The token doesn't have the scope that this endpoint wants.\""
                    + policy.map(wanted -> ", scope=\"" + wanted.scope() + "\"").orElse("");
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", " + why);
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    }
}
