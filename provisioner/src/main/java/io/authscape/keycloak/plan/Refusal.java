package io.authscape.keycloak.plan;

/**
 * Why a plan must not be carried out, or why a part of it wasn't.
 *
 * @param subject for example {@code client 'background-service'}
 * @param field the field that is to blame; {@code null} if it is the whole, or nobody knows
 * @param reason what is wrong and what to do
 */
public record Refusal(String subject, String field, String reason) {

    public Refusal(String subject, String reason) {
        this(subject, null, reason);
    }

    @Override
    public String toString() {
        return subject + ": " + (field == null ? "" : field + ": ") + reason;
    }
}
