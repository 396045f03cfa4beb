package io.authscape.keycloak.examples.api;

import org.springframework.security.access.AccessDeniedException;

/** A token that belongs to no company sees no company's data. */
final class NoCompanyException extends AccessDeniedException {

    private static final long serialVersionUID = 1;

    NoCompanyException() {
        super("The token has no companyId.");
    }
}
