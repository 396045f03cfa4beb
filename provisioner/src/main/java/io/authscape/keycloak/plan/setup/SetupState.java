package io.authscape.keycloak.plan.setup;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a realm has of the things that {@code setup} looks after, as Keycloak's Admin API tells them: what is sent back
 * has to hold everything that somebody else wrote.
 *
 * @param scopes all client scopes
 * @param userProfile the user profile
 * @param profiles the realm's client profiles, without Keycloak's own
 * @param policies the realm's client policies
 */
public record SetupState(JsonNode scopes, JsonNode userProfile, JsonNode profiles, JsonNode policies) {}
