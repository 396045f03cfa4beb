package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Says which members of OpenIddict's descriptors Keycloak has no place for: they are kept, and do nothing. */
final class DescriptorRules {

    /** What Keycloak has room for; the member's own length is the schema's matter. */
    private static final int LONGEST_DESCRIPTION = 255;

    private DescriptorRules() {}

    static void check(ScopeSeed scope, JsonPointer at, ProblemList problems) {
        warn(scope.descriptor(), at, problems);
    }

    static void check(ClientSeed client, JsonPointer at, ProblemList problems) {
        warn(client.descriptor(), at, problems);
        JsonPointer property = at.appendProperty("properties").appendProperty(SeedBuilder.DESCRIPTION_PROPERTY);
        if (client.description() != null
                && client.description().length() > LONGEST_DESCRIPTION
                && !problems.hasProblemAt(at.appendProperty("description"))) {
            problems.error(property, "this is longer than " + LONGEST_DESCRIPTION + " characters", "shorten it");
        }
        if (client.consentType() == ConsentType.EXTERNAL) {
            problems.warning(
                    at.appendProperty("consentType"),
                    "Keycloak knows no consent that is given elsewhere",
                    "it asks nobody; the type is kept for an export");
        }
        if (client.consentType() == ConsentType.SYSTEMATIC) {
            problems.warning(
                    at.appendProperty("consentType"),
                    "Keycloak asks a user once and remembers the answer",
                    "the type is kept for an export");
        }
    }

    private static void warn(Map<String, JsonNode> descriptor, JsonPointer at, ProblemList problems) {
        descriptor.forEach((member, value) -> {
            JsonPointer place = at.appendProperty(member);
            if (!value.isEmpty() || value.isTextual()) {
                problems.warning(place, "Keycloak has no place for '" + member + "'", "it is kept for an export");
            }
        });
    }
}
