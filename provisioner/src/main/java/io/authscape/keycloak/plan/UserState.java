package io.authscape.keycloak.plan;

/** A user as it stands in Keycloak. */
public record UserState(String username, boolean enabled) {}
