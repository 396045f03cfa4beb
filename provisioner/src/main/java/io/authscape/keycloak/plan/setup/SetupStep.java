package io.authscape.keycloak.plan.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.plan.Action;

/**
 * One write.
 *
 * @param action {@link Action#CREATE} or {@link Action#UPDATE}
 * @param subject what is written, for people: {@code client policy 'authscape'}
 * @param value what is sent, in Keycloak's format
 */
public record SetupStep(SetupPart part, Action action, String subject, JsonNode value) {}
