package io.authscape.keycloak.plan.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a token would be granted, or refused.
 *
 * @param steps in the order in which the server looks at them; the first that didn't pass decides
 * @param warnings what doesn't decide, but should be known
 * @param token what the token would say, by claim; empty if there is none
 * @param lifetime of the token in seconds
 */
public record Explanation(
        TokenQuestion question, List<Step> steps, List<String> warnings, Map<String, Object> token, int lifetime) {

    public Explanation {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /** The step that refuses the token; empty if it is granted. */
    public Optional<Step> refusal() {
        return steps.stream().filter(step -> !step.passed()).findFirst();
    }
}
