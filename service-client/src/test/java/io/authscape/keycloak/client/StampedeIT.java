package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand threads at a token's end. Keycloak counts. */
@ExtendWith(KeycloakExtension.class)
class StampedeIT {

    private static final int CROWD = 1000;

    private static ServiceRealm realm;

    private final TestClock clock = new TestClock();

    @BeforeAll
    static void services(TestRealm own) {
        System.out.println("stampede of " + Crowd.described(CROWD) + ", Java " + Runtime.version());
        realm = new ServiceRealm(own);
        realm.create(ServiceRealm.service("stampede"));
        realm.create(ServiceRealm.service("several scopes"));
    }

    @Test
    void aThousandThreadsAtATokensEndCauseOneRequest() throws Exception {
        try (ServiceAuthenticator authenticator =
                realm.authenticator("stampede").clock(clock).build()) {
            AccessToken first = authenticator.getToken();
            clock.pass(Duration.between(clock.instant(), first.expiresAt()));

            List<AccessToken> tokens = Crowd.of(CROWD, authenticator::getToken);

            assertThat(tokens).hasSize(CROWD).doesNotContain(first);
            assertThat(new HashSet<>(tokens)).hasSize(1);
        }
        assertTokens("stampede", 2);
    }

    @Test
    void eachSetOfScopesCausesOne() throws Exception {
        try (ServiceAuthenticator authenticator =
                realm.authenticator("several scopes").clock(clock).build()) {
            List<List<String>> wanted = List.of(List.of("api1"), List.of("api2"), List.of("api1", "api2"), List.of());
            List<AccessToken> tokens = Crowd.of(
                    CROWD,
                    () -> authenticator.getToken(
                            wanted.get((int) (Thread.currentThread().getId() % wanted.size()))));

            assertThat(new HashSet<>(tokens)).hasSize(wanted.size());
        }
        assertTokens("several scopes", 4);
    }

    private static void assertTokens(String clientId, int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> realm.tokens(clientId) >= count);
        assertThat(realm.tokens(clientId)).isEqualTo(count);
    }
}
