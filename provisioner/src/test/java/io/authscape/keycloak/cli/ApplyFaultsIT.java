package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.Fault;
import io.authscape.keycloak.testkit.FaultProxy;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/**
 * What a bad network does to a run, at each of its requests in turn. Whatever comes of the run, after the next one the
 * realm equals the seed, and nothing foreign has changed.
 */
@ExtendWith(KeycloakExtension.class)
class ApplyFaultsIT {

    private static final String INTERRUPTED =
            "apply was interrupted: at least \\d+ of \\d+ were written, none was looked at"
                    + " afterwards; run it again to finish";

    /** What stands before each run, so that it creates, changes, attaches and takes away. */
    private static final String BEFORE = """
            "scopes": [ { "name": "s1", "resources": [ "r1", "old" ] }, { "name": "s2", "resources": [] } ],
            "clients": [
              { "clientId": "c1", "clientSecret": "hunter2-old", "displayName": "Old",
                "permissions": [ "ept:token", "gt:client_credentials", "scp:s1" ] } ]""";

    private static final String SEED = """
            "roles": [ { "name": "Admin", "id": 1 } ],
            "scopes": [
              { "name": "s1", "resources": [ "r1", "r2" ] },
              { "name": "s2", "resources": [] },
              { "name": "s3", "resources": [ "r3" ] } ],
            "clients": [
              { "clientId": "c1", "clientSecret": "hunter2-new", "displayName": "New",
                "permissions": [ "ept:token", "gt:client_credentials", "scp:s2", "scp:s3" ] },
              { "clientId": "c2", "clientSecret": "hunter2-2", "permissions": [ "ept:token", "scp:s1" ] },
              { "clientId": "c3", "clientSecret": "hunter2-3",
                "permissions": [ "ept:token", "gt:client_credentials", "scp:s3" ] },
              { "clientId": "c4", "clientType": "public", "permissions": [] } ]""";

    private static final List<String> SECRETS = List.of("hunter2-old", "hunter2-new", "hunter2-2", "hunter2-3");

    private final TestRealm testRealm;
    private final ProvisionedRealm realm;
    private final FaultProxy proxy;
    private final RealmSnapshot wanted;
    private final int requests;

    ApplyFaultsIT(TestRealm testRealm) {
        this.testRealm = testRealm;
        this.realm = new ProvisionedRealm(testRealm);
        this.proxy = new FaultProxy(testRealm.server().baseUri());
        makeForeign();
        startOver();
        assertThat(apply().exitCode()).isZero();
        requests = proxy.requests();
        wanted = snapshot();
        assertThat(apply().out()).as("what is wanted is what the seed says").startsWith("Nothing to do");
    }

    @BeforeEach
    void startOver() {
        realm.clean();
        assertThat(realm.apply(BEFORE).exitCode()).isZero();
        realm.forgetEvents();
        proxy.spoilNothing();
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    /** Each run is spoiled three times, so that a third of the runs does for all requests. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE", "RESET_AFTER", "DROP_IN_BODY", "UNAVAILABLE", "DELAY", "TIMEOUT_AFTER"})
    void faultsAtAnyRequestAreSurvived(Fault fault) {
        int third = (requests + 2) / 3;
        for (int first = 1; first <= third; first++) {
            startOver();
            int rest = first % third;
            proxy.spoil(number -> number % third == rest ? Optional.of(fault) : Optional.empty());
            Invocation run = apply();
            assertThat(proxy.requests()).isGreaterThan(2 * third);
            String when = fault + " at request " + first + " and every " + third + " later";
            assertThat(run.exitCode()).as("%s: %s", when, run.all()).isZero();
            theRealmEqualsTheSeed(when);
        }
    }

    @Test
    void aRefusedTokenIsRenewedAtAnyRequestButTheFirst() {
        for (int request = 2; request <= requests; request++) {
            startOver();
            proxy.spoilOne(request, Fault.TOKEN_EXPIRED);
            Invocation run = apply();
            assertThat(run.exitCode()).as("request %d: %s", request, run.all()).isZero();
            theRealmEqualsTheSeed("renewed at request " + request);
        }
    }

    @Test
    void whoeverAsksForPatienceGetsIt() {
        proxy.spoilOne(requests / 2, Fault.TOO_MANY);
        assertThat(apply().exitCode()).isZero();
        theRealmEqualsTheSeed("too many requests");
    }

    @Test
    void anOutageFromAnyRequestOnEndsTheRunAndTheNextOneFinishesIt() {
        // Every second one: each takes all the tries that a run has.
        for (int request = 1; request <= requests; request += 2) {
            startOver();
            proxy.spoilFrom(request, request % 4 == 1 ? Fault.UNAVAILABLE : Fault.RESET_AFTER);
            Invocation run = apply();
            String when = "outage from request " + request + ": " + run.all();
            assertThat(run.exitCode()).as(when).isEqualTo(69);
            assertThat(run.err().lines().reduce((a, b) -> b)).as(when).hasValueSatisfying(last -> assertThat(last)
                    .startsWith("error: can't ")
                    .endsWith("(tried 5 times)"));
            assertThat(run.all()).doesNotContain("Exception", "\tat ", "hunter2");
            if (!realm.writes().isEmpty()) {
                assertThat(run.err()).as(when).containsPattern(INTERRUPTED);
            }
            theNextRunFinishes(when);
        }
    }

    @Test
    void aRunThatIsKilledAtAnyRequestIsFinishedByTheNextOne() throws Exception {
        for (int request = 2; request <= requests; request += 3) {
            startOver();
            assertThat(end(request, CliProcess::kill).exitCode())
                    .as("ended by SIGKILL")
                    .isEqualTo(137);
            theNextRunFinishes("killed at request " + request);
        }
    }

    @Test
    void aRunThatIsToldToEndSaysHowFarItCame() throws Exception {
        startOver();
        Invocation run = end(requests - 1, CliProcess::tellToEnd);
        assertThat(run.exitCode()).as("ended by SIGTERM").isEqualTo(143);
        assertThat(realm.writes()).isNotEmpty();
        assertThat(run.err()).containsPattern(INTERRUPTED).doesNotContain("least 0", "Exception", "hunter2");
        theNextRunFinishes("told to end");
    }

    /** A process of its own, ended by the request that the proxy holds in its hands. */
    private Invocation end(int last, Consumer<CliProcess> means) throws Exception {
        CompletableFuture<CliProcess> process = new CompletableFuture<>();
        proxy.spoil(number -> {
            if (number == last) {
                means.accept(process.join());
            }
            return number < last ? Optional.empty() : Optional.of(Fault.RESET_BEFORE);
        });
        process.complete(CliProcess.start(
                Map.of(
                        "AUTHSCAPE_SERVER",
                        proxy.url(),
                        "AUTHSCAPE_REALM",
                        realm.name(),
                        "AUTHSCAPE_USERNAME",
                        "admin",
                        "AUTHSCAPE_PASSWORD",
                        "admin"),
                ProvisionedRealm.seed(SEED),
                "apply",
                "-f",
                "-"));
        Invocation run = process.join().await();
        proxy.spoilNothing();
        return run;
    }

    @Test
    void twoRunsAtOnceDoNotSpoilEachOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 1; round <= 5; round++) {
                startOver();
                List<Callable<Invocation>> both = List.of(this::apply, this::apply);
                for (Future<Invocation> run : threads.invokeAll(both)) {
                    assertThat(run.get().exitCode()).as(run.get().all()).isIn(0, 1);
                    assertThat(run.get().all()).doesNotContain("Exception", "\tat ", "unexpected");
                }
                theNextRunFinishes("after two runs at once");
            }
        } finally {
            threads.shutdown();
        }
    }

    private void theNextRunFinishes(String when) {
        proxy.spoilNothing();
        Invocation next = apply();
        assertThat(next.exitCode()).as("%s; the next run: %s", when, next.all()).isZero();
        theRealmEqualsTheSeed(when);
    }

    private void theRealmEqualsTheSeed(String when) {
        assertThat(snapshot().parts()).as(when).isEqualTo(wanted.parts());
    }

    private Invocation apply() {
        return realm.apply(Map.of("AUTHSCAPE_SERVER", proxy.url()), SEED);
    }

    private RealmSnapshot snapshot() {
        return RealmSnapshot.of(testRealm.admin(), SECRETS);
    }

    private void makeForeign() {
        if (realm.scope("foreign-scope").isPresent()) {
            return;
        }
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName("foreign-scope");
        scope.setProtocol("openid-connect");
        testRealm.create(scope);
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("foreign-client");
        client.setSecret("hunter2-foreign");
        client.setServiceAccountsEnabled(true);
        client.setOptionalClientScopes(List.of("foreign-scope"));
        testRealm.create(client);
    }
}
