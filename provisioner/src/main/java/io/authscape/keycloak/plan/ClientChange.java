package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.SecretSeed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a plan does to one client. No secret shows anywhere but in {@link DesiredClient#secrets()} and
 * {@link SecretChanges#added()}.
 *
 * @param secretChanges whether the plain secret is written, or made and written
 * @param secrets what happens to the hashed secrets
 * @param plainSecretGoes whether a plain secret that Keycloak still keeps is replaced by one that nobody knows: the
 *     client has hashed ones from now on
 */
public record ClientChange(
        DesiredClient desired,
        Action action,
        List<Change<ClientField>> fields,
        List<Change<String>> attributes,
        boolean secretChanges,
        SecretChanges secrets,
        boolean plainSecretGoes,
        ScopeDelta defaultScopes,
        ScopeDelta optionalScopes)
        implements Entry {

    static ClientChange create(DesiredClient desired, Instant now) {
        return new ClientChange(
                desired,
                Action.CREATE,
                Change.between(Map.of(), desired.fields()),
                Change.between(Map.of(), desired.attributes()),
                desired.isPlain() && !desired.secrets().isEmpty(),
                hashed(desired, Map.of(), now),
                false,
                ScopeDelta.between(Set.of(), desired.defaultScopes()),
                ScopeDelta.between(Set.of(), desired.optionalScopes()));
    }

    static ClientChange between(ClientState actual, DesiredClient desired, Instant now) {
        List<Change<ClientField>> fields = Change.between(actual.fields(), desired.fields());
        List<Change<String>> attributes = Change.between(actual.attributes(), desired.attributes());
        boolean plain = desired.isPlain()
                && !desired.secrets().isEmpty()
                && (!Objects.equals(desired.plainSecret(), actual.secret())
                        || !actual.attributes()
                                .getOrDefault(AttributeNames.SECRETS, "")
                                .equals(SecretList.tombstones(actual.attributes())));
        SecretChanges hashed = hashed(desired, actual.attributes(), now);
        boolean goes = desired.isHashed() && hasPlainSecret(actual, desired);
        ScopeDelta standard = ScopeDelta.between(actual.defaultScopes(), desired.defaultScopes());
        ScopeDelta optional = desired.optionalScopes() == null
                ? ScopeDelta.NONE
                : ScopeDelta.between(actual.optionalScopes(), desired.optionalScopes());
        boolean same = fields.isEmpty()
                && attributes.isEmpty()
                && !plain
                && hashed.isEmpty()
                && !goes
                && standard.isEmpty()
                && optional.isEmpty();
        return new ClientChange(
                desired,
                same ? Action.NONE : Action.UPDATE,
                fields,
                attributes,
                plain,
                hashed,
                goes,
                standard,
                optional);
    }

    /** One that is left alone, whatever it is like, or deleted. */
    static ClientChange only(String clientId, Action action) {
        DesiredClient nothing = new DesiredClient(clientId, Map.of(), Map.of(), null, List.of(), Set.of(), null);
        return new ClientChange(
                nothing,
                action,
                List.of(),
                List.of(),
                false,
                SecretChanges.NONE,
                false,
                ScopeDelta.NONE,
                ScopeDelta.NONE);
    }

    private static SecretChanges hashed(DesiredClient desired, Map<String, String> attributes, Instant now) {
        SecretList standing = SecretList.read(attributes);
        return desired.isHashed()
                ? SecretMatch.changes(desired.secrets(), standing, now)
                : SecretMatch.inPlainText(desired.plainSecret(), standing);
    }

    /** The random one that Keycloak makes for every client doesn't count: nobody knows it, and our jar doesn't take it. */
    private static boolean hasPlainSecret(ClientState actual, DesiredClient desired) {
        if (actual.secret() == null) {
            return false;
        }
        return !actual.hasHashedSecrets()
                || !actual.attributes()
                        .getOrDefault(ClientMapping.ROTATED_SECRET, "")
                        .isEmpty()
                || desired.secrets().stream().anyMatch(secret -> actual.secret().equals(secret.value()));
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

    /** The same change with each secret replaced, by one whose value is known now. */
    public ClientChange withSecrets(UnaryOperator<SecretSeed> replacement) {
        return new ClientChange(
                desired.withSecrets(replacement),
                action,
                fields,
                attributes,
                secretChanges,
                secrets.with(replacement),
                plainSecretGoes,
                defaultScopes,
                optionalScopes);
    }

    /** Whether the client itself is written, not only what is attached to it. */
    public boolean touchesRepresentation() {
        return !fields.isEmpty() || !attributes.isEmpty() || touchesSecrets();
    }

    private boolean touchesSecrets() {
        return secretChanges || !secrets.isEmpty() || plainSecretGoes;
    }
}
