package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import io.authscape.keycloak.contract.IpAddress;
import io.authscape.keycloak.contract.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules of the networks from which a client gets tokens: what the provider jar can't read, lets nobody in. */
final class NetworkRules {

    private static final String EXAMPLES = "write an address or a block of them: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32";

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");

    private final JsonPointer list;
    private final ProblemList problems;

    private NetworkRules(JsonPointer list, ProblemList problems) {
        this.list = list;
        this.problems = problems;
    }

    static void check(List<String> networks, JsonPointer list, ProblemList problems) {
        if (networks != null) {
            new NetworkRules(list, problems).check(networks);
        }
    }

    private void check(List<String> networks) {
        if (networks.isEmpty()) {
            problems.warning(
                    list,
                    "the list is empty: the client gets tokens from anywhere",
                    "name its networks, or leave this if that is meant");
        }
        List<Network> before = new ArrayList<>();
        for (int i = 0; i < networks.size(); i++) {
            JsonPointer place = list.appendIndex(i);
            String text = networks.get(i);
            Optional<Network> network = Network.parse(text);
            if (network.isPresent()) {
                check(text, network.get(), before, place);
                before.add(network.get());
            } else if (!text.isEmpty()) {
                flaw(text).tell(place, problems);
            }
        }
    }

    private void check(String text, Network network, List<Network> before, JsonPointer place) {
        if (network.prefix() == 0) {
            problems.warning(
                    place,
                    Quoted.of(text) + " is every address of IPv"
                            + (network.address().bits() == 32 ? "4" : "6"),
                    "name the networks that are meant");
        }
        before.stream()
                .filter(other -> other.contains(network))
                .findFirst()
                .ifPresent(other -> problems.warning(
                        place,
                        Quoted.of(text)
                                + (other.equals(network)
                                        ? " is there twice"
                                        : " lies in '" + other + "', which is there"),
                        "keep one of them"));
    }

    private static Finding flaw(String text) {
        String[] parts = text.split("/", -1);
        Optional<IpAddress> address = IpAddress.parse(parts[0]);
        String shown = Quoted.of(text);
        if (address.isEmpty() || parts.length > 2) {
            return Finding.error(
                    shown + " is no network" + (looksLikeAName(parts[0]) ? ": names are not looked up" : ""), EXAMPLES);
        }
        int bits = address.get().bits();
        if (bits == 32 && parts[0].indexOf(':') >= 0) {
            return Finding.error(shown + " is an IPv4 address in an IPv6 one", "write it as IPv4: " + address.get());
        }
        int prefix = DIGITS.matcher(parts[1]).matches() ? Integer.parseInt(parts[1]) : bits + 1;
        if (prefix > bits || !parts[1].equals(Integer.toString(prefix))) {
            return Finding.error(
                    "the prefix of " + shown + " is no number from 0 to " + bits,
                    "write " + address.get() + "/ and how many bits all addresses share");
        }
        return Finding.error(
                shown + " has bits set behind its prefix of " + prefix,
                "write '" + Network.around(address.get(), prefix) + "' for the block, or '" + address.get()
                        + "' for the one address");
    }

    private static boolean looksLikeAName(String text) {
        return text.indexOf(':') < 0 && text.chars().anyMatch(Character::isLetter);
    }
}
