package io.authscape.keycloak.plan.setup;

import io.authscape.keycloak.plan.Refusal;
import java.util.List;

/**
 * Everything that has to be written so that a realm has what the provider jar needs.
 *
 * @param steps in their order
 * @param refusals if there is any, nothing may be written
 * @param notes what is left to whoever reads them
 */
public record SetupPlan(List<SetupStep> steps, List<Refusal> refusals, List<Refusal> notes) {

    public SetupPlan {
        steps = List.copyOf(steps);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
    }

    public SetupPlan(List<SetupStep> steps, List<Refusal> refusals) {
        this(steps, refusals, List.of());
    }

    public boolean hasNothingToDo() {
        return steps.isEmpty() && refusals.isEmpty();
    }
}
