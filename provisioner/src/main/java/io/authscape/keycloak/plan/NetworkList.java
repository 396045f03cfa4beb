package io.authscape.keycloak.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.IpAddress;
import io.authscape.keycloak.contract.Network;
import io.authscape.keycloak.seed.ClientSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The networks of a client as the provider jar reads them.
 *
 * @param networks none: the jar gives no tokens anywhere
 */
public record NetworkList(List<Network> networks) {

    public NetworkList {
        networks = List.copyOf(networks);
    }

    /** Empty: the client has no list, and gets tokens anywhere. */
    public static Optional<NetworkList> of(Map<String, String> attributes) {
        if (!attributes.containsKey(AttributeNames.NETWORKS)) {
            return Optional.empty();
        }
        JsonNode list = JsonAttribute.read(AttributeNames.NETWORKS, attributes);
        List<Network> networks = new ArrayList<>();
        list.forEach(element -> Network.parse(element.textValue()).ifPresent(networks::add));
        boolean isReadable = list.isArray() && networks.size() == list.size();
        return Optional.of(new NetworkList(isReadable ? networks : List.of()));
    }

    /**
     * What a client has once its seed is applied: by the seed, or from before if that says nothing.
     *
     * @param standing {@code null} if there is no such client yet
     */
    public static Optional<NetworkList> after(ClientSeed client, ClientState standing) {
        if (client.allowedNetworks() == null) {
            return standing == null ? Optional.empty() : of(standing.attributes());
        }
        return client.allowedNetworks().isEmpty()
                ? Optional.empty()
                : of(Map.of(
                        AttributeNames.NETWORKS,
                        JsonAttribute.of(AttributeNames.NETWORKS, JsonAttribute.list(client.allowedNetworks()))));
    }

    /** Whether it allows anything: the jar takes a list that it can't read for one without an element. */
    public boolean isReadable() {
        return !networks.isEmpty();
    }

    public boolean contains(IpAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** For people: with commas between. */
    public String words() {
        return networks.stream().map(Network::toString).collect(Collectors.joining(", "));
    }
}
