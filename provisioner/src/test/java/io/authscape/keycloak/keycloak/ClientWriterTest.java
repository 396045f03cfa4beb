package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.DesiredClient;
import io.authscape.keycloak.plan.ScopeDelta;
import io.authscape.keycloak.plan.SecretChanges;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.ClientsResource;

class ClientWriterTest {

    @Test
    void aNameThatIsTakenMayBeThatOfTheServiceAccount() {
        assertThat(failure(409, "true"))
                .hasMessage("can't create client 'Billing': Keycloak answered 409; unless such a client was made"
                        + " meanwhile, the user 'service-account-billing' exists, whom its service account would be:"
                        + " rename or delete that user");
        assertThat(failure(409, "false")).hasMessage("can't create client 'Billing': Keycloak answered 409");
        assertThat(failure(400, "true")).hasMessage("can't create client 'Billing': Keycloak answered 400");
    }

    private static Throwable failure(int status, String serviceAccount) {
        ClientsResource clients = (ClientsResource) Proxy.newProxyInstance(
                ClientWriterTest.class.getClassLoader(),
                new Class<?>[] {ClientsResource.class},
                (proxy, method, args) -> Response.status(status).build());
        DesiredClient desired = new DesiredClient(
                "Billing",
                Map.of(ClientField.SERVICE_ACCOUNTS_ENABLED, serviceAccount),
                Map.of(),
                null,
                List.of(),
                Set.of(),
                Set.of());
        ScopeDelta none = new ScopeDelta(Set.of(), Set.of());
        ClientChange change = new ClientChange(
                desired, Action.CREATE, List.of(), List.of(), false, SecretChanges.NONE, false, none, none);
        return catchThrowable(() -> new ClientWriter(clients, null, Map.of()).write(change));
    }
}
