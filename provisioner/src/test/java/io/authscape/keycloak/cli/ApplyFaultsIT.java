package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.Fault;
import io.authscape.keycloak.testkit.FaultProxy;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
        System.err.println("REQUESTS " + requests);
    }

    @BeforeEach
    void startOver() {
        realm.clean();
        assertThat(realm.apply(BEFORE).exitCode()).isZero();
        proxy.spoilNothing();
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_BEFORE", "RESET_AFTER", "DROP_IN_BODY", "UNAVAILABLE", "TIMEOUT_AFTER", "DELAY"})
    void aFaultAtAnyRequestIsSurvived(Fault fault) {
        long begin = System.nanoTime();
        for (int request = 1; request <= requests; request++) {
            startOver();
            proxy.spoilOne(request, fault);
            Invocation run = apply();
            assertThat(proxy.requests()).isGreaterThanOrEqualTo(request);
            assertThat(run.exitCode())
                    .as("%s at request %d: %s", fault, request, run.all())
                    .isZero();
            theRealmEqualsTheSeed(fault + " at request " + request);
        }
        System.err.println("TIME " + fault + " " + (System.nanoTime() - begin) / 1_000_000);
    }

    private void theRealmEqualsTheSeed(String when) {
        assertThat(snapshot().parts()).as(when).isEqualTo(wanted.parts());
        proxy.spoilNothing();
        assertThat(apply().out()).as(when).startsWith("Nothing to do");
    }

    private Invocation apply() {
        return realm.apply(Map.of("AUTHSCAPE_SERVER", proxy.url()), SEED);
    }

    private RealmSnapshot snapshot() {
        return RealmSnapshot.of(testRealm.admin());
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
