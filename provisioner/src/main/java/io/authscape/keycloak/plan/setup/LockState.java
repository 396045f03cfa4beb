package io.authscape.keycloak.plan.setup;

import io.authscape.keycloak.seed.Quoted;
import java.util.List;

/**
 * Why a realm enforces permissions, or doesn't.
 *
 * @param narrowing the conditions that let clients out of the policy that has our executor
 * @param disabled that policy's name, if it is switched off
 */
public record LockState(boolean isOn, List<String> narrowing, List<String> disabled) {

    public LockState {
        narrowing = List.copyOf(narrowing);
        disabled = List.copyOf(disabled);
    }

    /** Whether somebody narrowed the policy down, which no program undoes. */
    public boolean isNarrowed() {
        return !narrowing.isEmpty();
    }

    /** One sentence without its full stop. */
    public String words() {
        if (isOn) {
            return "a client policy enforces permissions for every client";
        }
        if (!narrowing.isEmpty()) {
            return "the client policy with AuthScape's executor leaves clients out, by its condition "
                    + Quoted.list(narrowing);
        }
        return disabled.isEmpty()
                ? "no client policy applies AuthScape's executor"
                : "the client policy " + Quoted.list(disabled) + " with AuthScape's executor is switched off";
    }
}
