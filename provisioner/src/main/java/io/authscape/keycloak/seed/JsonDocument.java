package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * JSON that remembers where it stood.
 *
 * @param root {@code null} if the text isn't JSON
 * @param place where the root stands, and in it where everything else stands
 */
record JsonDocument(JsonNode root, JsonPlace place) {

    boolean isBroken() {
        return root == null;
    }

    /** The place of a value; empty if nothing stands there. */
    Optional<JsonPlace> find(JsonPointer pointer) {
        Spot spot = spot(pointer);
        return spot.rest().isEmpty() ? Optional.of(spot.place()) : Optional.empty();
    }

    /** The place of a value; for what isn't there, the place of the next thing around it, and how to go on from there. */
    Spot spot(JsonPointer pointer) {
        JsonPlace here = place;
        JsonPointer rest = pointer;
        while (!rest.matches()) {
            JsonPlace next = here.step(rest);
            if (next == null) {
                break;
            }
            here = next;
            rest = rest.tail();
        }
        return new Spot(here, rest.toString());
    }

    /**
     * @param rest the JSON pointer from the place to what isn't there; empty if it is
     */
    record Spot(JsonPlace place, String rest) {

        /** The pointer in the file that the place is in. */
        String pointer() {
            return place.pointer() + rest;
        }
    }
}
