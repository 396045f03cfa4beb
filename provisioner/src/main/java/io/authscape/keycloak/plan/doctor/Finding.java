package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.seed.Quoted;

/**
 * One thing that is unsafe, in one place. It never holds a secret or a hash.
 *
 * @param severity the rule's own, unless the place makes it less
 * @param clientId {@code null} if it is about the realm
 * @param field the member, attribute or scope that says so
 * @param what one sentence without its full stop
 * @param fix a command line, or a line of the seed and the command that carries it out
 */
public record Finding(Rule rule, Severity severity, String clientId, String field, String what, String fix) {

    static Finding ofRealm(Rule rule, String field, String what, String fix) {
        return new Finding(rule, rule.severity(), null, field, what, fix);
    }

    static Finding ofClient(Rule rule, String clientId, String field, String what, String fix) {
        return new Finding(rule, rule.severity(), clientId, field, what, fix);
    }

    /** The same, but less bad. */
    Finding as(Severity less) {
        return new Finding(rule, less, clientId, field, what, fix);
    }

    /** {@code realm} or {@code client 'x'}. */
    public String subject() {
        return clientId == null ? "realm" : "client " + Quoted.of(clientId);
    }
}
