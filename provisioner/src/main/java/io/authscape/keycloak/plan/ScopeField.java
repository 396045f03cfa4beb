package io.authscape.keycloak.plan;

/** The fields of a Keycloak client scope that a seed decides, beside its attributes and mappers. */
public enum ScopeField {
    PROTOCOL("protocol"),
    DESCRIPTION("description");

    private final String label;

    ScopeField(String label) {
        this.label = label;
    }

    /** The member's name in Keycloak's representation. */
    @Override
    public String toString() {
        return label;
    }
}
