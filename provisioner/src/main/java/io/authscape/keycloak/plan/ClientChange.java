package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        ScopeDelta optionalScopes)
        implements Entry {

    static ClientChange create(DesiredClient desired) {
        return new ClientChange(
                desired,
                Action.CREATE,
                Change.between(Map.of(), desired.fields()),
                Change.between(Map.of(), desired.attributes()),
                desired.secret() != null || desired.generatesSecret(),
                ScopeDelta.between(Set.of(), desired.defaultScopes()),
                ScopeDelta.between(Set.of(), desired.optionalScopes()));
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

    /** One that is left alone, whatever it is like, or deleted. */
    static ClientChange only(String clientId, Action action) {
        DesiredClient nothing = new DesiredClient(clientId, Map.of(), Map.of(), null, Set.of(), null);
        return new ClientChange(nothing, action, List.of(), List.of(), false, ScopeDelta.NONE, ScopeDelta.NONE);
    }

    @Override
    public String kind() {
        return "client";
    }

    @Override
    public String name() {
        return desired.clientId();
    }

    @Override
    public List<Difference> differences() {
        return Differences.of(this);
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
