package io.authscape.keycloak.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.authscape.keycloak.attribute.VersionedList;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.IpAddress;
import io.authscape.keycloak.contract.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;

/** From where a client gets tokens: the blocks of its attribute {@value AttributeNames#NETWORKS}. */
final class AllowedNetworks {

    private static final Logger LOG = Logger.getLogger(AllowedNetworks.class);

    /** What was read lately, by its text: clients come for token after token. */
    private static final Cache<String, AllowedNetworks> KNOWN = Caffeine.newBuilder()
            .maximumSize(10_000)
            .executor(Runnable::run) // no thread that outlives Keycloak's
            .build();

    private static final AllowedNetworks NOWHERE = new AllowedNetworks(List.of());

    private final List<Network> networks;

    private AllowedNetworks(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * Empty: the client has no list, and gets its tokens anywhere. A list that can't be read allows nothing.
     *
     * @param client {@code null}: nobody knows whether there is a list, so nothing is allowed
     */
    static Optional<AllowedNetworks> of(ClientModel client) {
        if (client == null) {
            LOG.warn("a token is asked for and Keycloak names no client: refused, for its networks can't be known");
            return Optional.of(NOWHERE);
        }
        String text = client.getAttribute(AttributeNames.NETWORKS);
        if (text == null) {
            return Optional.empty();
        }
        AllowedNetworks known = KNOWN.getIfPresent(text);
        return Optional.of(known == null ? read(client, text) : known);
    }

    private static AllowedNetworks read(ClientModel client, String text) {
        Optional<AllowedNetworks> read =
                VersionedList.read(AttributeNames.NETWORKS, text).flatMap(AllowedNetworks::read);
        if (read.isEmpty()) {
            LOG.warnf(
                    "attribute %s of client '%s' is unreadable: it gets no tokens",
                    AttributeNames.NETWORKS, client.getClientId());
            return NOWHERE;
        }
        KNOWN.put(text, read.get());
        return read.get();
    }

    /** One block that can't be read, and nobody knows what the list as a whole meant. */
    private static Optional<AllowedNetworks> read(JsonNode list) {
        List<Network> networks = new ArrayList<>();
        for (JsonNode element : list) {
            Optional<Network> network = Network.parse(element.textValue());
            if (network.isEmpty()) {
                return Optional.empty();
            }
            networks.add(network.get());
        }
        return Optional.of(new AllowedNetworks(networks));
    }

    /** Whether an address that a request came from is allowed; none that can't be read is. */
    boolean allow(String remoteAddress) {
        return address(remoteAddress)
                .filter(address -> networks.stream().anyMatch(network -> network.contains(address)))
                .isPresent();
    }

    /** A proxy may write brackets around an IPv6 address, a socket the zone of a link behind it; neither is part of it. */
    private static Optional<IpAddress> address(String remote) {
        if (remote == null || remote.indexOf(':') < 0) {
            return IpAddress.parse(remote);
        }
        boolean inBrackets = remote.startsWith("[") && remote.endsWith("]");
        String bare = inBrackets ? remote.substring(1, remote.length() - 1) : remote;
        int zone = bare.indexOf('%');
        return IpAddress.parse(zone < 0 ? bare : bare.substring(0, zone));
    }

    /** For people: with blanks between. */
    @Override
    public String toString() {
        return networks.isEmpty()
                ? "none"
                : networks.stream().map(Network::toString).collect(Collectors.joining(" "));
    }
}
