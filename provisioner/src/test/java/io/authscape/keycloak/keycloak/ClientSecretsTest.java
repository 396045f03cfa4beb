package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.contract.SaltedDigest;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.DesiredClient;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.ScopeDelta;
import io.authscape.keycloak.plan.SecretChanges;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.SecretStorage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;

class ClientSecretsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final HashedSecret COUNTS = secret("counts");
    private static final HashedSecret REVOKED = secret("leaked").revokedAt(NOW.minusSeconds(60));

    @Test
    void aClientThatTurnsToPlainTextKeepsItsTombstonesAlone() {
        ClientRepresentation client = client(REVOKED, COUNTS);

        ClientSecrets.write(toPlain("new"), client, NOW);

        assertThat(client.getSecret()).isEqualTo("new");
        assertThat(SecretList.read(client.getAttributes()).secrets()).containsExactly(REVOKED);
    }

    @Test
    void withoutTombstonesNothingIsLeft() {
        ClientRepresentation client = client(COUNTS);

        ClientSecrets.write(toPlain("new"), client, NOW);

        assertThat(client.getAttributes()).containsEntry("authscape.secrets", "");
    }

    @Test
    void whatWasRevokedSinceThePlanWasMadeIsNotWritten() {
        ClientRepresentation client = client(REVOKED);

        assertThatThrownBy(() -> ClientSecrets.write(toPlain("leaked"), client, NOW))
                .isInstanceOf(KeycloakFailure.class)
                .hasMessageContaining("changed since the plan was made");
        assertThat(client.getSecret()).isNull();
    }

    private static ClientChange toPlain(String secret) {
        DesiredClient desired = new DesiredClient(
                "c",
                Map.of(),
                Map.of(),
                SecretStorage.PLAIN,
                List.of(SecretSeed.of(new Secret(secret))),
                Set.of(),
                Set.of());
        ScopeDelta none = new ScopeDelta(Set.of(), Set.of());
        return new ClientChange(
                desired, Action.UPDATE, List.of(), List.of(), true, SecretChanges.NONE, false, none, none);
    }

    private static ClientRepresentation client(HashedSecret... secrets) {
        ClientRepresentation client = new ClientRepresentation();
        client.setAttributes(new HashMap<>(Map.of("authscape.secrets", new SecretList(List.of(secrets)).text())));
        return client;
    }

    private static HashedSecret secret(String value) {
        return HashedSecret.of(value, SaltedDigest.of(value).text(), NOW.minusSeconds(3600));
    }
}
