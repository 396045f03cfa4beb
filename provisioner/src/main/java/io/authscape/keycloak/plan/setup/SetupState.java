package io.authscape.keycloak.plan.setup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What a realm has of the things that {@code setup} looks after, as Keycloak's Admin API tells them: what is sent back
 * has to hold everything that somebody else wrote.
 *
 * @param scopes all client scopes
 * @param userProfile the user profile
 * @param boundFlow the name of the flow by which clients sign in
 * @param flows all authentication flows
 * @param executions of the bound flow, and of ours if it is there, by the flow's name
 * @param profiles the realm's client profiles, without Keycloak's own
 * @param policies the realm's client policies
 */
public record SetupState(
        JsonNode scopes,
        JsonNode userProfile,
        String boundFlow,
        JsonNode flows,
        Map<String, JsonNode> executions,
        JsonNode profiles,
        JsonNode policies) {}
