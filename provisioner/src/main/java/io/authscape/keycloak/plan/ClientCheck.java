package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.PlanOptions.Permit;
import io.authscape.keycloak.seed.ClientSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What forbids to carry out a seed's client, once it is known what stands in Keycloak. */
final class ClientCheck {

    private final ClientSeed client;
    private final ClientState standing;
    private final PlanOptions options;
    private final List<String> reasons = new ArrayList<>();

    /**
     * @param standing {@code null} for a new client
     */
    ClientCheck(ClientSeed client, ClientState standing, PlanOptions options) {
        this.client = client;
        this.standing = standing;
        this.options = options;
    }

    /**
     * @param users by AuthScape's number
     */
    List<String> refusals(Map<Long, List<UserState>> users) {
        if (standing == null) {
            if (!client.isPublic() && !hasProof()) {
                reasons.add("it can't be created without 'clientSecret' or 'jsonWebKeySet'; give it one of them");
            }
        } else {
            type();
            keys();
            SecretChoice.refusal(client, standing).ifPresent(reasons::add);
        }
        if (client.actsAs() != null) {
            actsAs(users);
        }
        return reasons;
    }

    private void type() {
        boolean wasPublic = "true".equals(standing.fields().get(ClientField.PUBLIC_CLIENT));
        if (wasPublic == client.isPublic()) {
            return;
        }
        if (!options.permit(Permit.TYPE_CHANGE)) {
            reasons.add("it is " + (wasPublic ? "public" : "confidential") + " in Keycloak and "
                    + (client.isPublic() ? "public" : "confidential")
                    + " in the seed; correct 'clientType', or give --allow-type-change");
        } else if (wasPublic && !hasProof()) {
            reasons.add("it can't become confidential without 'clientSecret' or 'jsonWebKeySet'; give it one of them");
        }
    }

    private void keys() {
        boolean provesByKey =
                ClientMapping.KEY_AUTHENTICATOR.equals(standing.fields().get(ClientField.CLIENT_AUTHENTICATOR_TYPE));
        if (provesByKey && !client.isPublic() && client.jsonWebKeySet() != null && !hasProof()) {
            reasons.add("it can't lose its keys without getting a 'clientSecret'; give it one");
        }
    }

    private void actsAs(Map<Long, List<UserState>> users) {
        if (!options.permit(Permit.ACTS_AS)) {
            reasons.add("it would act as user " + client.actsAs() + "; remove 'actsAs', or give --allow-acts-as");
            return;
        }
        List<UserState> found = users.getOrDefault(client.actsAs(), List.of());
        String whose = "'" + AttributeNames.USER_ID + "' = " + client.actsAs();
        if (found.isEmpty()) {
            reasons.add("it would act as a user with the attribute " + whose + ", and nobody has it; correct 'actsAs'");
        } else if (found.size() > 1) {
            reasons.add("it would act as a user with the attribute " + whose + ", and several have it; correct them");
        } else if (!found.get(0).enabled()) {
            reasons.add("it would act as a user with the attribute " + whose + ", who is disabled; correct 'actsAs'");
        }
    }

    private boolean hasProof() {
        return client.hasSecret() || client.hasKeys();
    }
}
