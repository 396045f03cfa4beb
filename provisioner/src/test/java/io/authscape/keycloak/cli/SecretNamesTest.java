package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.Export;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.seed.Secret;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretNamesTest {

    /** Keycloak keeps a secret for the others, too, and a reference would make them clients with a secret. */
    @Test
    void onlyAClientThatSendsItsSecretGetsAReference() {
        RealmState state = RealmState.of(
                Map.of(),
                Map.of(),
                Map.of(
                        "by-secret", client("by-secret", ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-secret"),
                        "by-key", client("by-key", ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-jwt"),
                        "by-tls", client("by-tls", ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-x509"),
                        "public", client("public", ClientField.PUBLIC_CLIENT, "true"),
                        "bearer", client("bearer", ClientField.BEARER_ONLY, "true")));

        assertThat(SecretNames.references(
                        Export.ofClients("x", "it", state.clients().keySet(), state), state))
                .isEqualTo(Map.of("by-secret", "${env:BY_SECRET_SECRET}"));
    }

    private static ClientState client(String id, ClientField field, String value) {
        return new ClientState(id, Map.of(field, value), Map.of(), new Secret("hunter2hunter2"), Set.of(), Set.of());
    }
}
