package io.authscape.keycloak.seed;

import java.util.Locale;

/** When OpenIddict asks a user for consent. */
public enum ConsentType {
    EXPLICIT,
    EXTERNAL,
    IMPLICIT,
    SYSTEMATIC;

    /** Whether Keycloak is to ask the user. */
    public boolean asksTheUser() {
        return this == EXPLICIT || this == SYSTEMATIC;
    }

    /** Whether Keycloak's one switch says less than this type does. */
    public boolean saysMoreThanKeycloak() {
        return this == EXTERNAL || this == SYSTEMATIC;
    }

    /** OpenIddict's word. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
