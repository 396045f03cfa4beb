package io.authscape.keycloak.plan.explain;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.UserState;
import io.authscape.keycloak.seed.Quoted;
import java.util.List;

/** Whom the token would speak for, and whether it may. */
final class SubjectSteps {

    private SubjectSteps() {}

    static List<Step> of(TokenQuestion question, ClientFacts facts) {
        ClientState client = facts.client();
        String clientId = question.clientId();
        String actsAs = client.attributes().getOrDefault(AttributeNames.ACTS_AS, "");
        boolean keycloaks =
                AttributeNames.SUBJECT_KEYCLOAK.equals(client.attributes().get(AttributeNames.SUBJECT));
        if (clientId.chars().allMatch(Character::isDigit) && !clientId.equals(actsAs)) {
            return List.of(new Step(
                    "its id is a number, which AuthScape's APIs take for a user's",
                    WireWords.ID_TAKEN,
                    "give the client another id, or \"actsAs\": " + clientId));
        }
        if (keycloaks && !actsAs.isEmpty()) {
            return List.of(new Step(
                    "it has both 'actsAs' and \"subject\": \"keycloak\"",
                    WireWords.SUBJECT_CONTRADICTION,
                    "take one of them out of the seed"));
        }
        if (keycloaks) {
            return List.of(Step.passed("the token speaks for Keycloak's service account"));
        }
        if (facts.idOfUser()) {
            return List.of(
                    new Step("its id is a user's Keycloak id", WireWords.ID_TAKEN, "give the client another id"));
        }
        return List.of(actsAs.isEmpty() ? Step.passed("the token speaks for the client itself") : user(facts, actsAs));
    }

    private static Step user(ClientFacts facts, String number) {
        List<UserState> users = facts.actsAs();
        if (users.size() == 1 && users.get(0).enabled()) {
            return Step.passed(
                    "the token speaks for user " + Quoted.of(users.get(0).username()) + ", number " + number);
        }
        String why = users.isEmpty()
                ? "nobody has the number " + number
                : users.size() > 1 ? "several users have the number " + number : "the user with the number is disabled";
        return new Step(
                why,
                WireWords.ACTS_AS_NOBODY,
                "correct 'actsAs' in the seed, or the user's attribute '" + AttributeNames.USER_ID + "'");
    }
}
