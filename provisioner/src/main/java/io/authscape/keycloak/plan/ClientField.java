package io.authscape.keycloak.plan;

/** The fields of a Keycloak client that a seed decides, beside its attributes, secret and scopes. */
public enum ClientField {
    PROTOCOL("protocol"),
    ENABLED("enabled"),
    NAME("name"),
    PUBLIC_CLIENT("publicClient"),
    CLIENT_AUTHENTICATOR_TYPE("clientAuthenticatorType"),
    SERVICE_ACCOUNTS_ENABLED("serviceAccountsEnabled"),
    STANDARD_FLOW_ENABLED("standardFlowEnabled"),
    IMPLICIT_FLOW_ENABLED("implicitFlowEnabled"),
    DIRECT_ACCESS_GRANTS_ENABLED("directAccessGrantsEnabled"),
    FULL_SCOPE_ALLOWED("fullScopeAllowed");

    private final String label;

    ClientField(String label) {
        this.label = label;
    }

    /** The member's name in Keycloak's representation. */
    @Override
    public String toString() {
        return label;
    }
}
