package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.List;
import org.keycloak.admin.client.resource.ClientPoliciesPoliciesResource;
import org.keycloak.admin.client.resource.ClientPoliciesProfilesResource;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientPolicyConditionRepresentation;
import org.keycloak.representations.idm.ClientPolicyExecutorRepresentation;
import org.keycloak.representations.idm.ClientPolicyRepresentation;
import org.keycloak.representations.idm.ClientProfileRepresentation;
import org.keycloak.representations.idm.ClientProfilesRepresentation;

/** A client policy that makes Keycloak refuse clients with the implicit grant: a refusal that no seed can foresee. */
final class NoImplicitGrants {

    private static final String NAME = "no-implicit-grants";

    private final ClientPoliciesProfilesResource profiles;
    private final ClientPoliciesPoliciesResource policies;

    NoImplicitGrants(TestRealm realm) {
        profiles = realm.admin().clientPoliciesProfilesResource();
        policies = realm.admin().clientPoliciesPoliciesResource();
    }

    void add() {
        ClientPolicyExecutorRepresentation executor = new ClientPolicyExecutorRepresentation();
        executor.setExecutorProviderId("reject-implicit-grant");
        executor.setConfiguration(JsonNodeFactory.instance.objectNode().put("auto-configure", false));
        ClientProfileRepresentation profile = new ClientProfileRepresentation();
        profile.setName(NAME);
        profile.setExecutors(List.of(executor));
        ClientProfilesRepresentation withOurs = profiles.getProfiles(false);
        withOurs.getProfiles().add(profile);
        profiles.updateProfiles(withOurs);

        ClientPolicyConditionRepresentation condition = new ClientPolicyConditionRepresentation();
        condition.setConditionProviderId("any-client");
        condition.setConfiguration(JsonNodeFactory.instance.objectNode());
        ClientPolicyRepresentation policy = new ClientPolicyRepresentation();
        policy.setName(NAME);
        policy.setEnabled(true);
        policy.setConditions(List.of(condition));
        policy.setProfiles(List.of(NAME));
        ClientPoliciesRepresentation more = policies.getPolicies();
        more.getPolicies().add(policy);
        policies.updatePolicies(more);
    }

    void remove() {
        ClientPoliciesRepresentation others = policies.getPolicies();
        if (others.getPolicies().removeIf(policy -> policy.getName().equals(NAME))) {
            policies.updatePolicies(others);
            ClientProfilesRepresentation left = profiles.getProfiles(false);
            left.getProfiles().removeIf(profile -> profile.getName().equals(NAME));
            profiles.updateProfiles(left);
        }
    }
}
