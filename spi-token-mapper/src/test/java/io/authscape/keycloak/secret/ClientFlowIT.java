package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AuthenticationExecutionExportRepresentation;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.ClientInitialAccessCreatePresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** The realm file adds one flow; all others are those that this version of Keycloak gives to any realm. */
@ExtendWith(KeycloakExtension.class)
class ClientFlowIT {

    private static final String OURS = "authscape clients";
    private static final String BY_HAND = "flows-by-hand";

    private static KeycloakServer server;
    private static TestRealm realm;

    @BeforeAll
    static void create(KeycloakServer keycloak, TestRealm testRealm) {
        server = keycloak;
        realm = testRealm;
        RealmRepresentation byHand = new RealmRepresentation();
        byHand.setRealm(BY_HAND);
        byHand.setEnabled(true);
        server.admin().realms().create(byHand);
    }

    @AfterAll
    static void remove() {
        server.admin().realm(BY_HAND).remove();
    }

    @Test
    void allFlowsOfKeycloakAreThere() {
        for (RealmResource ours : List.of(realm.admin(), server.rootRealm().admin())) {
            Map<String, List<String>> flows = flows(ours);

            assertThat(flows.remove(OURS)).isNotNull();
            assertThat(flows).isEqualTo(flows(server.admin().realm(BY_HAND)));
        }
    }

    @Test
    void allButOneAreBoundAsEver() {
        RealmRepresentation ours = realm.admin().toRepresentation();
        RealmRepresentation byHand = server.admin().realm(BY_HAND).toRepresentation();

        assertThat(ours.getClientAuthenticationFlow()).isEqualTo(OURS);
        ours.setClientAuthenticationFlow(byHand.getClientAuthenticationFlow());
        assertThat(bound(ours)).isEqualTo(bound(byHand)).doesNotContainNull();
    }

    @Test
    void theFlowHasWhatTheBuiltInOneHasOnEveryVersion() {
        List<String> ours = authenticators(OURS);

        assertThat(ours).first().isEqualTo("authscape-secret ALTERNATIVE");
        assertThat(ours.subList(1, ours.size()))
                .isEqualTo(authenticators("clients").stream()
                        .filter(authenticator -> !authenticator.startsWith("federated-jwt"))
                        .toList());
    }

    @Test
    void discoveryNamesEachMethodOnce() {
        List<String> methods = new ArrayList<>();
        Wire.json(Wire.http1().get(realm.uri(".well-known/openid-configuration")))
                .path("token_endpoint_auth_methods_supported")
                .forEach(method -> methods.add(method.textValue()));

        assertThat(methods)
                .contains("client_secret_basic", "client_secret_post")
                .doesNotHaveDuplicates();
    }

    /** Of two authenticators that have {@code client_secret_basic}, Keycloak would take whichever comes first. */
    @Test
    void aClientThatRegistersItselfGetsKeycloaksOwnType() {
        String access = realm.admin()
                .clientInitialAccess()
                .create(new ClientInitialAccessCreatePresentation(60, 1))
                .getToken();
        HttpResponse<String> registered = Wire.http1()
                .send(HttpRequest.newBuilder(realm.uri("clients-registrations/openid-connect"))
                        .header("Authorization", "Bearer " + access)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"client_name\":\"self-made\",\"redirect_uris\":"
                                + "[\"http://localhost:3000/\"],"
                                + "\"token_endpoint_auth_method\":\"client_secret_basic\"}"))
                        .build());

        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        assertThat(Wire.json(registered).path("client_secret").asText()).isNotEmpty();
        assertThat(realm.client(Wire.json(registered).path("client_id").asText())
                        .toRepresentation()
                        .getClientAuthenticatorType())
                .isEqualTo("client-secret");
    }

    private static List<String> authenticators(String flow) {
        return realm.admin().flows().getExecutions(flow).stream()
                .map(ClientFlowIT::told)
                .toList();
    }

    private static String told(AuthenticationExecutionInfoRepresentation execution) {
        return execution.getProviderId() + " " + execution.getRequirement();
    }

    private static Map<String, List<String>> flows(RealmResource realm) {
        return realm.flows().getFlows().stream()
                .collect(Collectors.toMap(
                        AuthenticationFlowRepresentation::getAlias, flow -> flow.getAuthenticationExecutions().stream()
                                .map(ClientFlowIT::told)
                                .toList()));
    }

    private static String told(AuthenticationExecutionExportRepresentation execution) {
        return execution.getAuthenticator() + " " + execution.getFlowAlias() + " " + execution.getRequirement() + " "
                + execution.getPriority();
    }

    private static List<String> bound(RealmRepresentation realm) {
        return List.of(
                realm.getBrowserFlow(),
                realm.getRegistrationFlow(),
                realm.getDirectGrantFlow(),
                realm.getResetCredentialsFlow(),
                realm.getClientAuthenticationFlow(),
                realm.getDockerAuthenticationFlow(),
                realm.getFirstBrokerLoginFlow());
    }
}
