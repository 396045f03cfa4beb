package io.authscape.keycloak.token.compare;

/** What is asked: found by the discovery document, else where AuthScape's server has it. */
enum Endpoint {
    TOKEN("token_endpoint", "/connect/token"),
    INTROSPECTION("introspection_endpoint", "/connect/introspect"),
    REVOCATION("revocation_endpoint", null),
    USERINFO("userinfo_endpoint", "/connect/userinfo"),
    KEYS("jwks_uri", "/.well-known/jwks"),
    DISCOVERY(null, "/.well-known/openid-configuration");

    private final String member;
    private final String usual;

    Endpoint(String member, String usual) {
        this.member = member;
        this.usual = usual;
    }

    /** The document's member; {@code null} for the document itself. */
    String member() {
        return member;
    }

    /** The path at AuthScape's server; {@code null} if it has none. */
    String usual() {
        return usual;
    }
}
