package io.authscape.keycloak.contract;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of addresses in CIDR notation (RFC 4632 section 3.1, RFC 4291 section 2.3): {@code 10.0.0.0/8},
 * {@code 2001:db8::/32}; an address alone is a block of one.
 *
 * @param address the first one of the block
 * @param prefix how many of its bits all the others share
 */
public record Network(IpAddress address, int prefix) {

    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

    /** Reads a block; empty if it is none, and if bits stand behind the prefix: then nobody knows what is meant. */
    public static Optional<Network> parse(String text) {
        if (text == null) {
            return Optional.empty();
        }
        String[] parts = text.split("/", -1);
        Optional<IpAddress> address = IpAddress.parse(parts[0]);
        // Of an IPv4 address in IPv6's clothes the prefix would count by 128 bits, and the address has 32.
        boolean isPlain =
                address.isPresent() && isIpv6(parts[0]) == (address.get().bits() == 128);
        if (!isPlain || parts.length > 2) {
            return Optional.empty();
        }
        int bits = address.get().bits();
        int prefix = parts.length == 1 ? bits : prefix(parts[1]);
        boolean isWhole = prefix >= 0
                && prefix <= bits
                && address.get().equals(address.get().first(prefix));
        return isWhole ? Optional.of(new Network(address.get(), prefix)) : Optional.empty();
    }

    /** The block of that size that an address is in. */
    public static Network around(IpAddress address, int prefix) {
        return new Network(address.first(prefix), prefix);
    }

    private static int prefix(String text) {
        return PREFIX.matcher(text).matches() ? Integer.parseInt(text) : -1;
    }

    private static boolean isIpv6(String text) {
        return text.indexOf(':') >= 0;
    }

    /** Whether the address is one of the block's; one of the other kind never is. */
    public boolean contains(IpAddress other) {
        return address.startsAs(other, prefix);
    }

    /** Whether all addresses of the other block are also this one's. */
    public boolean contains(Network other) {
        return prefix <= other.prefix && contains(other.address);
    }

    @Override
    public String toString() {
        return prefix == address.bits() ? address.toString() : address + "/" + prefix;
    }
}
