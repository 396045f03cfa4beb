package io.authscape.keycloak.examples.api;

import org.springframework.security.oauth2.jwt.Jwt;

/** Whose data a caller sees: the claim {@code companyId} of its token, and nothing that a request could say. */
record Company(String id) {

    static Company of(Jwt token) {
        String id = token.getClaimAsString("companyId");
        if (id == null || id.isBlank()) {
            throw new NoCompanyException();
        }
        return new Company(id);
    }
}
