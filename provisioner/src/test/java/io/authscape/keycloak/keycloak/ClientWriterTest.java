package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.DesiredClient;
import io.authscape.keycloak.plan.ScopeDelta;
import io.authscape.keycloak.plan.SecretChanges;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
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

    /** Without one, it could never get a token, though everything else stands. */
    @Test
    void aClientWithoutItsServiceAccountIsTold() {
        List<String> asked = new ArrayList<>();
        ServiceAccounts missing = id -> {
            asked.add(id);
            throw new BadRequestException();
        };
        ClientChange wanted = creation("true");
        ClientWriter writer =
                new ClientWriter(answering(Response.created(URI.create("http://x/clients/its-id"))), missing, Map.of());

        writer.write(wanted);

        assertThat(asked).containsExactly("its-id");
        assertThat(writer.withoutServiceAccount(wanted)).hasValueSatisfying(refusal -> assertThat(refusal.toString())
                .contains("Billing", "serviceAccountsEnabled", "can't find the service account of client 'Billing'"));
    }

    @Test
    void noServiceAccountIsLookedForWhereNoneIsWanted() {
        ServiceAccounts none = id -> {
            throw new AssertionError("asked for " + id);
        };
        ClientChange change = creation("false");
        ClientWriter writer =
                new ClientWriter(answering(Response.created(URI.create("http://x/clients/its-id"))), none, Map.of());

        writer.write(change);

        assertThat(writer.withoutServiceAccount(change)).isEmpty();
    }

    private static Throwable failure(int status, String serviceAccount) {
        ClientWriter writer = new ClientWriter(answering(Response.status(status)), null, Map.of());
        return catchThrowable(() -> writer.write(creation(serviceAccount)));
    }

    private static ClientsResource answering(Response.ResponseBuilder answer) {
        return (ClientsResource) Proxy.newProxyInstance(
                ClientWriterTest.class.getClassLoader(),
                new Class<?>[] {ClientsResource.class},
                (proxy, method, args) -> answer.build());
    }

    private static ClientChange creation(String serviceAccount) {
        DesiredClient desired = new DesiredClient(
                "Billing",
                Map.of(ClientField.SERVICE_ACCOUNTS_ENABLED, serviceAccount),
                Map.of(),
                null,
                List.of(),
                Set.of(),
                Set.of());
        ScopeDelta none = new ScopeDelta(Set.of(), Set.of());
        return new ClientChange(
                desired, Action.CREATE, List.of(), List.of(), false, SecretChanges.NONE, false, none, none);
    }
}
