package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkRulesTest {

    private static final String AT = "s.json:2:";

    @Test
    void networksOfBothKindsPass() {
        SeedReading reading = read("[\"10.0.0.0/8\", \"2001:db8::/32\", \"192.0.2.7\", \"::1\"]");

        assertThat(Seeds.problems(reading)).isEmpty();
        assertThat(reading.seed().orElseThrow().clients().get(0).allowedNetworks())
                .containsExactly("10.0.0.0/8", "2001:db8::/32", "192.0.2.7", "::1");
    }

    @Test
    void undefinedAndEmptyAreTwo() {
        assertThat(Seeds.readWith("\"clients\": [ { \"clientId\": \"a\", \"clientType\": \"public\" } ]")
                        .seed()
                        .orElseThrow()
                        .clients()
                        .get(0)
                        .allowedNetworks())
                .isNull();
        SeedReading empty = read("[]");
        assertThat(empty.seed().orElseThrow().clients().get(0).allowedNetworks())
                .isEmpty();
        assertThat(Seeds.problems(empty))
                .singleElement()
                .asString()
                .endsWith(
                        "/clients/0/allowedNetworks: warning: the list is empty: the client gets tokens from anywhere;"
                                + " name its networks, or leave this if that is meant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "10.0.0.1/8     | '10.0.0.1/8' has bits set behind its prefix of 8; write '10.0.0.0/8' for the block, or '10.0.0.1' for the one address",
                "2001:DB8::1/32 | '2001:DB8::1/32' has bits set behind its prefix of 32; write '2001:db8::/32' for the block, or '2001:db8::1' for the one address",
                "0.0.0.1/0      | '0.0.0.1/0' has bits set behind its prefix of 0; write '0.0.0.0/0' for the block, or '0.0.0.1' for the one address",
                "10.0.0.0/33    | the prefix of '10.0.0.0/33' is no number from 0 to 32; write 10.0.0.0/ and how many bits all addresses share",
                "2001:db8::/129 | the prefix of '2001:db8::/129' is no number from 0 to 128; write 2001:db8::/ and how many bits all addresses share",
                "10.0.0.0/08    | the prefix of '10.0.0.0/08' is no number from 0 to 32; write 10.0.0.0/ and how many bits all addresses share",
                "10.0.0.0/      | the prefix of '10.0.0.0/' is no number from 0 to 32; write 10.0.0.0/ and how many bits all addresses share",
                "10.0.0.0/255.0.0.0 | the prefix of '10.0.0.0/255.0.0.0' is no number from 0 to 32; write 10.0.0.0/ and how many bits all addresses share",
                "office.example | 'office.example' is no network: names are not looked up; write an address or a block of them: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32",
                "localhost/8    | 'localhost/8' is no network: names are not looked up; write an address or a block of them: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32",
                "10.0.0         | '10.0.0' is no network; write an address or a block of them: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32",
                "10.0.0.*       | '10.0.0.*' is no network; write an address or a block of them: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32",
                "010.0.0.0/8    | '010.0.0.0/8' is no network; write an address or a block of them: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32",
                "10.0.0.0/8/8   | '10.0.0.0/8/8' is no network; write an address or a block of them: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32",
                "fe80::1%eth0   | 'fe80::1%eth0' is no network; write an address or a block of them: 192.0.2.7, 10.0.0.0/8, 2001:db8::/32",
                "::ffff:10.0.0.1 | '::ffff:10.0.0.1' is an IPv4 address in an IPv6 one; write it as IPv4: 10.0.0.1",
                "::ffff:10.0.0.0/104 | '::ffff:10.0.0.0/104' is an IPv4 address in an IPv6 one; write it as IPv4: 10.0.0.0",
            })
    void whatTheJarCannotReadIsAnError(String network, String words) {
        SeedReading reading = read("[\"192.0.2.7\", \"" + network + "\"]");

        assertThat(reading.seed()).isEmpty();
        assertThat(Seeds.problems(reading))
                .singleElement()
                .asString()
                .startsWith(AT)
                .endsWith("/clients/0/allowedNetworks/1: error: " + words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0.0.0/0    | 0: warning: '0.0.0.0/0' is every address of IPv4; name the networks that are meant",
                "::/0         | 0: warning: '::/0' is every address of IPv6; name the networks that are meant",
            })
    void everythingIsAWarning(String network, String words) {
        assertThat(problems("[\"" + network + "\"]")).singleElement().asString().endsWith(words);
    }

    @Test
    void whatIsThereTwiceIsAWarning() {
        assertThat(problems("[\"10.0.0.0/8\", \"192.0.2.7\", \"192.0.2.7/32\", \"10.1.0.0/16\", \"11.0.0.0/8\"]"))
                .hasSize(2)
                .anySatisfy(problem ->
                        assertThat(problem).endsWith("/2: warning: '192.0.2.7/32' is there twice; keep one of them"))
                .anySatisfy(problem -> assertThat(problem)
                        .endsWith("/3: warning: '10.1.0.0/16' lies in '10.0.0.0/8', which is there; keep one of them"));
    }

    @Test
    void whatIsNoTextIsToldOnce() {
        assertThat(problems("[7, \"\"]")).hasSize(2).allMatch(problem -> problem.contains("error"));
        assertThat(problems("\"10.0.0.0/8\""))
                .singleElement()
                .asString()
                .endsWith("/clients/0/allowedNetworks: error: this must be a list: [ ... ]; change it");
    }

    private static List<String> problems(String networks) {
        return Seeds.problems(read(networks));
    }

    private static SeedReading read(String networks) {
        return Seeds.readWith("\"clients\": [ { \"clientId\": \"a\", \"clientType\": \"public\", \"allowedNetworks\": "
                + networks + " } ]");
    }
}
