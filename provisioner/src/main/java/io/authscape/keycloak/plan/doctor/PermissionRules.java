package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.contract.AttributeNames;
import java.util.List;

/** What a client's permission list lets it do. */
final class PermissionRules {

    private final ExaminedClient client;
    private final Remedy remedy;

    PermissionRules(ExaminedClient client, Remedy remedy) {
        this.client = client;
        this.remedy = remedy;
    }

    List<Finding> findings() {
        boolean listed = client.state().attributes().containsKey(AttributeNames.PERMISSIONS);
        if (listed) {
            return client.hasReadablePermissions()
                    ? List.of()
                    : List.of(client.finding(
                            Rule.PERMISSIONS_UNREADABLE,
                            AttributeNames.PERMISSIONS,
                            "its permission list can't be read",
                            client.isSeeded() ? remedy.apply() : remedy.adopt(client)));
        }
        if (!client.realm().hasJar() || !client.hasAnyGrant()) {
            return List.of();
        }
        return List.of(client.finding(
                Rule.PERMISSIONS_MISSING,
                AttributeNames.PERMISSIONS,
                client.isSeeded() ? "it has lost its permission list" : "it has no permission list, and no seed has it",
                client.isSeeded() ? remedy.apply() : remedy.adopt(client)));
    }
}
