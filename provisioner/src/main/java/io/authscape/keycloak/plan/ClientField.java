package io.authscape.keycloak.plan;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The fields of a Keycloak client that a seed decides, beside its attributes, secret and scopes. */
public enum ClientField {
    PROTOCOL("protocol"),
    ENABLED("enabled"),
    NAME("name"),
    DESCRIPTION("description"),
    PUBLIC_CLIENT("publicClient"),
    BEARER_ONLY("bearerOnly"),
    CLIENT_AUTHENTICATOR_TYPE("clientAuthenticatorType"),
    SERVICE_ACCOUNTS_ENABLED("serviceAccountsEnabled"),
    STANDARD_FLOW_ENABLED("standardFlowEnabled"),
    IMPLICIT_FLOW_ENABLED("implicitFlowEnabled"),
    DIRECT_ACCESS_GRANTS_ENABLED("directAccessGrantsEnabled"),
    FULL_SCOPE_ALLOWED("fullScopeAllowed"),
    CONSENT_REQUIRED("consentRequired"),
    /** Addresses, see {@link #text(Collection)}. */
    REDIRECT_URIS("redirectUris"),
    /** Origins, see {@link #text(Collection)}. */
    WEB_ORIGINS("webOrigins");

    private final String label;

    ClientField(String label) {
        this.label = label;
    }

    /** Several values as one: Keycloak keeps them in no order, and none has a blank in it. */
    public static String text(Collection<String> values) {
        return String.join(" ", new TreeSet<>(values));
    }

    /** The values of a {@link #text(Collection)}. */
    public static List<String> values(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    /** The member's name in Keycloak's representation. */
    @Override
    public String toString() {
        return label;
    }
}
