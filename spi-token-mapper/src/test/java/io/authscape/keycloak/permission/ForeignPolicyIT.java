package io.authscape.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientPolicyConditionRepresentation;
import org.keycloak.representations.idm.ClientPolicyExecutorRepresentation;
import org.keycloak.representations.idm.ClientPolicyRepresentation;
import org.keycloak.representations.idm.ClientProfileRepresentation;
import org.keycloak.representations.idm.ClientProfilesRepresentation;

/** Policies that an admin adds, and changes to ours, count at the next request: nothing of Keycloak's is skipped. */
@ExtendWith(KeycloakExtension.class)
class ForeignPolicyIT {

    private static final String[] DOORS = {"protocol/openid-connect/token", "connect/token"};

    private static TestRealm realm;
    private static GuardedRealm guarded;

    @BeforeAll
    static void guard(TestRealm own) {
        realm = own;
        guarded = new GuardedRealm(own);
    }

    @Test
    void aPolicyThatIsAddedCountsAndSoDoesItsRemoval() throws Exception {
        String client = guarded.client("added", "ept:token", "gt:client_credentials");
        assertAnswers(client, 200);
        ClientProfilesRepresentation profiles =
                realm.admin().clientPoliciesProfilesResource().getProfiles(false);
        ClientPoliciesRepresentation policies =
                realm.admin().clientPoliciesPoliciesResource().getPolicies(false);

        realm.admin().clientPoliciesProfilesResource().updateProfiles(withRejection(profiles));
        realm.admin().clientPoliciesPoliciesResource().updatePolicies(withRejection(policies));
        assertAnswers(client, 400);

        realm.admin().clientPoliciesPoliciesResource().updatePolicies(policies);
        assertAnswers(client, 200);
    }

    @Test
    void ourPolicyCanBeSwitchedOffAndOn() throws Exception {
        String client = guarded.client("switched", "ept:introspection");
        assertAnswers(client, 400);
        ClientPoliciesRepresentation policies =
                realm.admin().clientPoliciesPoliciesResource().getPolicies(false);

        policies.getPolicies().get(0).setEnabled(false);
        realm.admin().clientPoliciesPoliciesResource().updatePolicies(policies);
        assertAnswers(client, 200);

        policies.getPolicies().get(0).setEnabled(true);
        realm.admin().clientPoliciesPoliciesResource().updatePolicies(policies);
        assertAnswers(client, 400);
    }

    private static ClientProfilesRepresentation withRejection(ClientProfilesRepresentation standing) {
        ClientPolicyExecutorRepresentation executor = new ClientPolicyExecutorRepresentation();
        executor.setExecutorProviderId("reject-request");
        executor.setConfiguration(JsonNodeFactory.instance.objectNode());
        ClientProfileRepresentation profile = new ClientProfileRepresentation();
        profile.setName("rejects");
        profile.setExecutors(List.of(executor));
        List<ClientProfileRepresentation> all = new ArrayList<>(standing.getProfiles());
        all.add(profile);
        ClientProfilesRepresentation profiles = new ClientProfilesRepresentation();
        profiles.setProfiles(all);
        return profiles;
    }

    private static ClientPoliciesRepresentation withRejection(ClientPoliciesRepresentation standing) {
        ClientPolicyConditionRepresentation condition = new ClientPolicyConditionRepresentation();
        condition.setConditionProviderId("any-client");
        condition.setConfiguration(JsonNodeFactory.instance.objectNode());
        ClientPolicyRepresentation policy = new ClientPolicyRepresentation();
        policy.setName("rejects");
        policy.setEnabled(true);
        policy.setConditions(List.of(condition));
        policy.setProfiles(List.of("rejects"));
        List<ClientPolicyRepresentation> all = new ArrayList<>(standing.getPolicies());
        all.add(policy);
        ClientPoliciesRepresentation policies = new ClientPoliciesRepresentation();
        policies.setPolicies(all);
        return policies;
    }

    private static void assertAnswers(String client, int status) {
        for (String door : DOORS) {
            HttpResponse<String> answer = Wire.http1()
                    .post(
                            realm.uri(door),
                            "grant_type=client_credentials&client_id=" + client + "&client_secret="
                                    + GuardedRealm.SECRET);
            assertThat(answer.statusCode()).as(door + ": " + answer.body()).isEqualTo(status);
        }
    }
}
