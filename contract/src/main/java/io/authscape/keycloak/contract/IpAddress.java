package io.authscape.keycloak.contract;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of an IPv4 or IPv6 host, read from its numbers and never by way of a name service. One that IPv6 only
 * carries ({@code ::ffff:10.0.0.1}, RFC 4291 section 2.5.5.2) is the IPv4 address that it carries.
 */
public final class IpAddress {

    /** The longest text of RFC 4291 section 2.2: six groups and an IPv4 address. */
    private static final int LONGEST = 45;

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    /** Four decimal numbers: one with a zero before it is octal to some. */
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

    private static final Pattern IPV6 = Pattern.compile("([0-9A-Fa-f:]*:)(?:[0-9A-Fa-f]*|" + IPV4 + ")");

    private final byte[] bytes;

    private IpAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads a literal; empty for anything else: a name, a zone, a port, brackets. */
    public static Optional<IpAddress> parse(String text) {
        if (text == null || text.length() > LONGEST) {
            return Optional.empty();
        }
        String literal = IPV4.matcher(text).matches() ? text : "[" + text + "]";
        boolean isLiteral = literal.equals(text) || IPV6.matcher(text).matches();
        return isLiteral ? read(literal) : Optional.empty();
    }

    /** Of four numbers, or of what stands in brackets, Java makes an address or an exception; it asks nobody. */
    private static Optional<IpAddress> read(String literal) {
        try {
            return Optional.of(new IpAddress(InetAddress.getByName(literal).getAddress()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** How many bits it has: 32 or 128. */
    public int bits() {
        return bytes.length * Byte.SIZE;
    }

    /** Whether the first bits are those of another address of the same kind. */
    boolean startsAs(IpAddress other, int length) {
        return bits() == other.bits() && Arrays.equals(first(length).bytes, other.first(length).bytes);
    }

    /** The first bits, and zeros behind them. */
    IpAddress first(int length) {
        byte[] kept = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            int bits = Math.min(Math.max(length - i * Byte.SIZE, 0), Byte.SIZE);
            kept[i] = (byte) (bytes[i] & (0xff << (Byte.SIZE - bits)));
        }
        return new IpAddress(kept);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** As RFC 5952 writes it: in small letters, the longest run of zeros left out. */
    @Override
    public String toString() {
        return bytes.length == 4 ? ipv4() : ipv6();
    }

    private String ipv4() {
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
    }

    private String ipv6() {
        int start = 0;
        int length = 0;
        for (int i = 0; i < 8; i++) {
            int zeros = zeros(i);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return length < 2 ? groups(0, 8) : groups(0, start) + "::" + groups(start + length, 8);
    }

    private int zeros(int group) {
        int zeros = 0;
        while (group + zeros < 8 && group(group + zeros) == 0) {
            zeros++;
        }
        return zeros;
    }

    private String groups(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(group(i)));
        }
        return text.toString();
    }

    private int group(int i) {
        return ((bytes[2 * i] & 0xff) << Byte.SIZE) | (bytes[2 * i + 1] & 0xff);
    }
}
