package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import io.authscape.keycloak.contract.ClaimNames;

/** The rules of what a client's own tokens say beyond the protocol, and of whom they say it. */
final class ClaimRules {

    private ClaimRules() {}

    static void check(ClientSeed client, JsonPointer at, ProblemList problems) {
        if (client.claims() != null) {
            JsonPointer claims = at.appendProperty("claims");
            client.claims().keySet().forEach(name -> claim(name, client, claims.appendProperty(name), problems));
        }
        if (client.keepsKeycloakSubject() && client.actsAs() != null) {
            problems.error(
                    at.appendProperty("subject"),
                    "the client acts as a user, whose number becomes the subject",
                    "keep either 'subject' or 'actsAs'");
        }
    }

    private static void claim(String name, ClientSeed client, JsonPointer at, ProblemList problems) {
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            problems.errorAtName(at, "the claim " + Quoted.of(name) + " has control characters", "rename it");
        } else if (ClaimNames.isProtocolClaim(name)) {
            problems.errorAtName(at, "the claim " + Quoted.of(name) + " belongs to the protocol", "remove it");
        } else if (ClaimNames.USERNAME.equalsIgnoreCase(name) && client.actsAs() == null) {
            problems.errorAtName(
                    at,
                    "the claim 'username' needs a number as subject: AuthScape's API fails without one",
                    "remove it, or let the client act as a user ('actsAs')");
        }
    }
}
