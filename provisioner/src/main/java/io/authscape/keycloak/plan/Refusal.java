package io.authscape.keycloak.plan;

/**
 * Why a plan must not be carried out.
 *
 * @param subject for example {@code client 'background-service'}
 * @param reason what is wrong and what to do
 */
public record Refusal(String subject, String reason) {

    @Override
    public String toString() {
        return subject + ": " + reason;
    }
}
