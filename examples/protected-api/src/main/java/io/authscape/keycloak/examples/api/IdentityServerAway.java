package io.authscape.keycloak.examples.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Without the identity server's keys no token can be judged: 503, for the caller did nothing wrong. */
final class IdentityServerAway extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(IdentityServerAway.class);
    private static final String SECONDS = "5";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationServiceException | JwtDecoderInitializationException e) {
            LOG.warn(
                    "no keys to judge tokens by: {}",
                    NestedExceptionUtils.getMostSpecificCause(e).toString());
            response.setHeader(HttpHeaders.RETRY_AFTER, SECONDS);
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }
}
