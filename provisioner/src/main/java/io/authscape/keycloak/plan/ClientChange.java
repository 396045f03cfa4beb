package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.Secret;
import java.util.List;

/**
 * What a plan does to one client.
 *
 * @param secretChanges whether the secret is written, or made and written; its value shows nowhere but in
 *     {@link DesiredClient#secret()}
 */
public record ClientChange(
        DesiredClient desired,
        Action action,
        List<Change<ClientField>> fields,
        List<Change<String>> attributes,
        boolean secretChanges,
        ScopeDelta defaultScopes,
        ScopeDelta optionalScopes) {

    static ClientChange create(DesiredClient desired) {
        return new ClientChange(
                desired,
                Action.CREATE,
                List.of(),
                List.of(),
                desired.secret() != null || desired.generatesSecret(),
                ScopeDelta.NONE,
                ScopeDelta.NONE);
    }

    static ClientChange between(ClientState actual, DesiredClient desired) {
        List<Change<ClientField>> fields = Change.between(actual.fields(), desired.fields());
        List<Change<String>> attributes = Change.between(actual.attributes(), desired.attributes());
        boolean secret = desired.generatesSecret()
                || (desired.secret() != null && !desired.secret().equals(actual.secret()));
        ScopeDelta standard = ScopeDelta.between(actual.defaultScopes(), desired.defaultScopes());
        ScopeDelta optional = desired.optionalScopes() == null
                ? ScopeDelta.NONE
                : ScopeDelta.between(actual.optionalScopes(), desired.optionalScopes());
        boolean same = fields.isEmpty() && attributes.isEmpty() && !secret && standard.isEmpty() && optional.isEmpty();
        return new ClientChange(
                desired, same ? Action.NONE : Action.UPDATE, fields, attributes, secret, standard, optional);
    }

    public String clientId() {
        return desired.clientId();
    }

    /** The same change with the secret that was made for it. */
    public ClientChange withSecret(Secret made) {
        return new ClientChange(
                desired.withSecret(made), action, fields, attributes, secretChanges, defaultScopes, optionalScopes);
    }

    /** Whether the client itself is written, not only what is attached to it. */
    public boolean touchesRepresentation() {
        return !fields.isEmpty() || !attributes.isEmpty() || secretChanges;
    }
}
