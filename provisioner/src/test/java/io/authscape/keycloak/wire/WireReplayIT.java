package io.authscape.keycloak.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.cli.ProvisionedRealm;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a real OpenIddict answered ({@code wire.jsonl}), asked of Keycloak at both doors: each line a case, member by
 * member. What differs on purpose stands in {@code on-purpose.json}, and nowhere else.
 */
@ExtendWith(KeycloakExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class WireReplayIT {

    private final KeycloakServer server;
    private final ProvisionedRealm realm;
    private final OnPurpose onPurpose = OnPurpose.read();
    private final Replay atTheRoot;
    private final Replay inTheRealm;

    WireReplayIT(KeycloakServer server) {
        this.server = server;
        realm = new ProvisionedRealm(server.rootRealm());
        realm.clean();
        assertThat(realm.applyCaptured().exitCode()).isZero();
        assertThat(realm.apply(Person.ROLES).exitCode()).isZero();
        Person.createIn(server.rootRealm());
        atTheRoot = new Replay(server.url(), Door.ROOT);
        inTheRealm = new Replay(server.url(), Door.REALM);
    }

    /** The realm behind the root is one for all tests of this module. */
    @AfterAll
    void leaveItAsItWas() {
        Person.removeFrom(server.rootRealm());
        realm.clean();
    }

    static Stream<WireLine> lines() {
        return WireLine.all().stream();
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void atTheRoot(WireLine line) {
        assertThat(onPurpose.unexplained(line, atTheRoot.send(line)))
                .as(line.name())
                .isEmpty();
    }

    @Order(1)
    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void inTheRealm(WireLine line) {
        assertThat(onPurpose.unexplained(line, inTheRealm.send(line)))
                .as(line.name())
                .isEmpty();
    }

    @Order(2)
    @Test
    void everyDifferenceOnPurposeIsNeeded() {
        assertThat(onPurpose.unneeded()).isEqualTo(List.of());
    }
}
