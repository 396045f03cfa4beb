package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.contract.AttributeNames;
import java.util.List;

/** The networks from which a client gets tokens. */
final class NetworkRules {

    private final ExaminedClient client;
    private final Remedy remedy;

    NetworkRules(ExaminedClient client, Remedy remedy) {
        this.client = client;
        this.remedy = remedy;
    }

    List<Finding> findings() {
        return client.networks().filter(list -> !list.isReadable()).isEmpty()
                ? List.of()
                : List.of(client.finding(
                        Rule.NETWORKS_UNREADABLE,
                        AttributeNames.NETWORKS,
                        "its list of networks can't be read, or names none",
                        client.isSeeded()
                                ? remedy.inTheSeed("write the client's 'allowedNetworks'")
                                : remedy.adopt(client, "write the client's 'allowedNetworks'")));
    }
}
