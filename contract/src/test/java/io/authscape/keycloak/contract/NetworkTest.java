package io.authscape.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,       10.0.0.0,        true",
        "10.0.0.0/8,       10.255.255.255,  true",
        "10.0.0.0/8,       11.0.0.0,        false",
        "10.0.0.0/8,       9.255.255.255,   false",
        "192.0.2.128/25,   192.0.2.128,     true",
        "192.0.2.128/25,   192.0.2.127,     false",
        "192.0.2.8/30,     192.0.2.11,      true",
        "192.0.2.8/30,     192.0.2.12,      false",
        "192.0.2.7,        192.0.2.7,       true",
        "192.0.2.7/32,     192.0.2.7,       true",
        "192.0.2.7,        192.0.2.6,       false",
        "0.0.0.0/0,        203.0.113.9,     true",
        "0.0.0.0/0,        2001:db8::1,     false",
        "::/0,             2001:db8::1,     true",
        "::/0,             203.0.113.9,     false",
        "2001:db8::/32,    2001:db8::,      true",
        "2001:db8::/32,    2001:DB8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db8::/32,    2001:db9::,      false",
        "2001:db8:0:8000::/49, 2001:db8:0:8000::1, true",
        "2001:db8:0:8000::/49, 2001:db8:0:7fff::1, false",
        "2001:db8::7,      2001:0db8:0000:0000:0000:0000:0000:0007, true",
        "2001:db8::7,      2001:db8::8,     false",
        "::1,              0:0:0:0:0:0:0:1, true",
        "::1,              127.0.0.1,       false",
        // What IPv6 only carries is IPv4, in every spelling.
        "10.0.0.0/8,       ::ffff:10.0.0.1, true",
        "10.0.0.0/8,       ::FFFF:0a00:0001, true",
        "10.0.0.0/8,       0:0:0:0:0:ffff:10.0.0.1, true",
        "10.0.0.0/8,       ::ffff:11.0.0.1, false",
        "::/0,             ::ffff:10.0.0.1, false",
        // The deprecated form is an address of IPv6's own.
        "10.0.0.0/8,       ::10.0.0.1,      false",
        "::a00:1,          ::10.0.0.1,      true",
    })
    void tellsWhatIsInside(String network, String address, boolean inside) {
        assertThat(Network.parse(network)
                        .orElseThrow()
                        .contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "10.0.0.1/8", // bits behind the prefix
                "192.0.2.7/31",
                "2001:db8::1/32",
                "0.0.0.1/0",
                "10.0.0.0/33",
                "2001:db8::/129",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0.0/ 8",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/4294967304",
                "/8",
                "::ffff:10.0.0.0/104", // IPv4 in IPv6's clothes
                "::ffff:10.0.0.1",
                "fe80::1%eth0",
                "fe80::%1/64",
                "10.0.0.0 /8",
                " 10.0.0.0/8",
                "localhost",
                "localhost/8",
                "*",
            })
    void refusesWhatIsNoBlock(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                // Other programs read these as addresses, each in its own way.
                "10",
                "10.1",
                "10.0.1",
                "010.0.0.1",
                "10.0.0.01",
                "0x0a.0.0.1",
                "167772161",
                "10.0.0.256",
                "10.0.0.1.",
                "10.0.0.1.1",
                "10.0.0.1:8080",
                "[::1]",
                "[::1]:80",
                "::1%lo",
                "::1%1",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                ":1:2:3:4:5:6:7",
                "12345::",
                "g::1",
                "::10.0.0",
                "::010.0.0.1",
                "::ffff:10.0.0.256",
                "10.0.0.1::",
                "unknown",
                "_hidden",
                "localhost",
                "cafe",
                "face.example",
                "１０.0.0.1", // digits, but not ASCII's
                "10.0.0.1\n",
                "10.0.0.1\u0000",
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void longTextIsNotLookedAt() {
        assertThat(IpAddress.parse("1:".repeat(100_000))).isEmpty();
        assertThat(Network.parse("1".repeat(100_000) + "/8")).isEmpty();
        assertThatCode(() -> Network.parse("/".repeat(100_000))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,                 10.0.0.0/8",
        "192.0.2.7/32,               192.0.2.7",
        "0.0.0.0/0,                  0.0.0.0/0",
        "2001:DB8::/32,              2001:db8::/32",
        "2001:0db8:0:0:0:0:0:0/32,   2001:db8::/32",
        "2001:db8:0:0:1:0:0:1/128,   2001:db8::1:0:0:1",
        "2001:0:0:1::,               2001:0:0:1::",
        "2001:db8:0:1:1:1:1:1,       2001:db8:0:1:1:1:1:1",
        "::/0,                       ::/0",
        "::1,                        ::1",
        "1::,                        1::",
        "1:2:3:4:5:6:7:8,            1:2:3:4:5:6:7:8",
    })
    void hasOneSpelling(String text, String canonical) {
        assertThat(Network.parse(text).orElseThrow()).hasToString(canonical);
        assertThat(Network.parse(canonical)).isEqualTo(Network.parse(text));
    }

    @Test
    void aBlockHoldsSmallerOnesOfItsKind() {
        assertThat(network("10.0.0.0/8").contains(network("10.1.0.0/16"))).isTrue();
        assertThat(network("10.0.0.0/8").contains(network("10.0.0.0/8"))).isTrue();
        assertThat(network("10.1.0.0/16").contains(network("10.0.0.0/8"))).isFalse();
        assertThat(network("10.0.0.0/8").contains(network("11.0.0.0/16"))).isFalse();
        assertThat(network("0.0.0.0/0").contains(network("::/0"))).isFalse();
        assertThat(network("192.0.2.7").contains(network("192.0.2.7/32"))).isTrue();
    }

    @Test
    void tellsTheBlockThatIsMeant() {
        assertThat(Network.around(IpAddress.parse("10.1.2.3").orElseThrow(), 8)).hasToString("10.0.0.0/8");
        assertThat(Network.around(IpAddress.parse("192.0.2.7").orElseThrow(), 31))
                .hasToString("192.0.2.6/31");
        assertThat(Network.around(IpAddress.parse("2001:db8::1").orElseThrow(), 32))
                .hasToString("2001:db8::/32");
        assertThat(Network.around(IpAddress.parse("2001:db8::1").orElseThrow(), 0))
                .hasToString("::/0");
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }
}
