package io.authscape.keycloak.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.Answers;
import io.authscape.keycloak.contract.AttributeNames;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;

class AllowedNetworksTest {

    private static final String LIST =
            "{\"v\":1,\"networks\":[\"10.0.0.0/8\",\"2001:db8::/32\",\"192.0.2.7\",\"fe80::/10\"]}";

    @Test
    void aClientWithoutAListIsAnywhere() {
        assertThat(AllowedNetworks.of(client(null))).isEmpty();
    }

    @Test
    void whereThereIsNoClientNothingIsAllowed() {
        assertThat(AllowedNetworks.of(null).orElseThrow().allow("10.1.2.3")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "11.1.2.3, false",
        "192.0.2.7, true",
        "192.0.2.8, false",
        "2001:db8::7, true",
        "2001:db8:0:0:0:0:0:7, true",
        "[2001:db8::7], true",
        "2001:db9::7, false",
        "::ffff:10.1.2.3, true",
        "0:0:0:0:0:ffff:a01:203, true",
        "[::ffff:10.1.2.3], true",
        "::ffff:11.1.2.3, false",
        // A zone tells which link of this machine, and that is no network.
        "fe80::1%eth0, true",
        "fe80:0:0:0:0:0:0:1%2, true",
        "[fe80::1%25eth0], true",
        "2001:db9::7%eth0, false",
    })
    void anAddressCountsInEverySpelling(String address, boolean allowed) {
        assertThat(allow(LIST, address)).isEqualTo(allowed);
    }

    /** Whatever a proxy or a socket may say instead of an address: with all addresses allowed, it still isn't one. */
    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "unknown",
                "_hidden",
                "localhost",
                "10.1",
                "10.0.0.1:443",
                "10.0.0.1%eth0",
                "10.0.0.1, 10.0.0.2",
                "[",
                "[]",
                "[10.0.0.1]",
                "[::1",
                "::1]",
                "%",
                "::1 ",
                "/var/run/socket"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertThat(allow("{\"v\":1,\"networks\":[\"0.0.0.0/0\",\"::/0\"]}", address))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/8",
                "[\"10.0.0.0/8\"]",
                "{\"networks\":[\"10.0.0.0/8\"]}",
                "{\"v\":2,\"networks\":[\"10.0.0.0/8\"]}",
                "{\"v\":1}",
                "{\"v\":1,\"networks\":\"10.0.0.0/8\"}",
                "{\"v\":1,\"networks\":{\"a\":\"10.0.0.0/8\"}}",
                "{\"v\":1,\"networks\":[]}",
                "{\"v\":1,\"networks\":[\"10.0.0.0/8\",\"10.1.2.3/9\"]}",
                "{\"v\":1,\"networks\":[\"10.0.0.0/8\",\"office\"]}",
                "{\"v\":1,\"networks\":[\"10.0.0.0/8\",10]}",
                "{\"v\":1,\"networks\":[\"10.0.0.0/8\",null]}",
                "{\"v\":1,\"networks\":[\"10.0.0.0/8\"]",
                "{\"v\":1,\"networks\":[\"10.0.0.0/8\"]} {}",
                "{\"v\":1,\"networks\":[],\"networks\":[\"10.0.0.0/8\"]}",
                "{\"v\":2,\"v\":1,\"networks\":[\"10.0.0.0/8\"]}",
            })
    void aListThatCannotBeReadAllowsNothing(String list) {
        assertThat(allow(list, "10.1.2.3")).isFalse();
        assertThat(AllowedNetworks.of(client(list)).orElseThrow()).hasToString("none");
    }

    @Test
    void membersThatNobodyKnowsAreIgnored() {
        assertThat(allow("{\"v\":1,\"since\":\"July\",\"networks\":[\"10.0.0.0/8\"]}", "10.1.2.3"))
                .isTrue();
    }

    @Test
    void isToldInOneLine() {
        assertThat(AllowedNetworks.of(client(LIST)).orElseThrow())
                .hasToString("10.0.0.0/8 2001:db8::/32 192.0.2.7 fe80::/10");
    }

    private static boolean allow(String list, String address) {
        Optional<AllowedNetworks> networks = AllowedNetworks.of(client(list));
        return networks.orElseThrow().allow(address);
    }

    /** A client model that has nothing but a client id and the attribute. */
    private static ClientModel client(String list) {
        return Answers.of(ClientModel.class, (method, argument) -> switch (method) {
            case "getAttribute" -> AttributeNames.NETWORKS.equals(argument) ? list : null;
            case "getClientId" -> "c";
            default -> throw new UnsupportedOperationException(method);
        });
    }
}
