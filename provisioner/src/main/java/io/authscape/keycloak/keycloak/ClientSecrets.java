package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.SecretChanges;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.plan.SecretMatch;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;

/** Puts a client's secrets into its representation. */
final class ClientSecrets {

    /** What Keycloak's own rotation, a preview feature, keeps of the secret before. */
    private static final List<String> ROTATED = List.of(
            "client.secret.rotated", "client.secret.rotated.creation.time", "client.secret.rotated.expiration.time");

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 64;

    private ClientSecrets() {}

    /**
     * @param client as Keycloak has it now: what a rotation or another run has done since the plan was made stays
     * @throws KeycloakFailure if that leaves no way to do what was planned
     */
    static void write(ClientChange change, ClientRepresentation client, Instant now) {
        Map<String, String> attributes = client.getAttributes();
        if (change.secretChanges()) {
            String secret = change.desired().plainSecret().reveal();
            if (SecretList.read(attributes).revoked().anyMatch(revoked -> revoked.verifies(secret))) {
                throw changedMeanwhile();
            }
            client.setSecret(secret);
            attributes.put(AttributeNames.SECRETS, SecretList.tombstones(attributes));
        }
        if (!change.secrets().isEmpty()) {
            SecretList standing = SecretList.read(attributes);
            SecretChanges due = SecretMatch.changes(change.desired().secrets(), standing, now);
            if (!due.isPartOf(change.secrets())) {
                throw changedMeanwhile();
            }
            if (!due.isEmpty()) {
                attributes.put(
                        AttributeNames.SECRETS, due.appliedTo(standing, now).text());
            }
        }
        if (change.plainSecretGoes()) {
            // Never an empty one: Keycloak's own authenticator would take an empty password for it.
            client.setSecret(random());
            ROTATED.forEach(name -> attributes.computeIfPresent(name, (key, value) -> ""));
        }
    }

    /** Those of a client that doesn't exist yet; Keycloak makes a plain secret of its own, which our jar doesn't take. */
    static void writeNew(ClientChange change, ClientRepresentation client, Instant now) {
        if (change.desired().plainSecret() != null) {
            client.setSecret(change.desired().plainSecret().reveal());
        }
        if (!change.secrets().isEmpty()) {
            client.getAttributes()
                    .put(
                            AttributeNames.SECRETS,
                            change.secrets().appliedTo(SecretList.EMPTY, now).text());
        }
    }

    private static KeycloakFailure changedMeanwhile() {
        return new KeycloakFailure(
                KeycloakFailure.Kind.REFUSED,
                "its secrets have changed since the plan was made, by a rotation or another run; run again");
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
