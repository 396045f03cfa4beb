package io.authscape.keycloak.plan.explain;

/**
 * One thing that the server looks at.
 *
 * @param text what was found, for people
 * @param refusal what is answered if it isn't as it should be; {@code null} if it is
 * @param remedy what to change then; {@code null} if nothing has to
 */
public record Step(String text, WireWords refusal, String remedy) {

    static Step of(boolean passed, String good, String bad, WireWords refusal, String remedy) {
        return passed ? passed(good) : new Step(bad, refusal, remedy);
    }

    static Step passed(String text) {
        return new Step(text, null, null);
    }

    public boolean passed() {
        return refusal == null;
    }
}
