package io.authscape.keycloak.plan.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UninstallTest {

    @Test
    void clientsComeFirstThenWhatKeycloakFailsOnAndTheServerLast() {
        List<UninstallStep> steps =
                Uninstall.steps(new SoundRealm().wire("errors", "keycloak").facts(), options(null));

        assertThat(steps)
                .extracting(UninstallStep::what)
                .containsExactly(
                        "1 client keeps its secrets as hashes: 'billing'",
                        "clients have the default scope 'authscape', and lack Keycloak's own",
                        "the client policy 'authscape' applies the jar's executor",
                        "the client profile 'authscape' names the jar's executor",
                        "the client-authentication flow 'authscape clients' asks the jar's authenticator",
                        "the client scope 'authscape' holds the jar's mappers",
                        "the realm has the attributes 'authscape.wire.errors'",
                        "clients have hashed secrets in their attributes",
                        "the jar is on the server");
        assertThat(steps)
                .extracting(UninstallStep::needed)
                .containsExactly(true, true, true, true, true, true, false, false, false);
        assertThat(commands(steps))
                .contains(
                        "kcadm.sh update clients/c1 -r shop -s clientAuthenticatorType=client-secret",
                        "kcadm.sh create clients/c1/client-secret -r shop",
                        "kcadm.sh update clients/c1/default-client-scopes/s3 -r shop -b '{}'   # basic, for 'billing'",
                        "kcadm.sh update realms/shop -s clientAuthenticationFlow=clients",
                        "kcadm.sh delete authentication/flows/f2 -r shop",
                        "kcadm.sh delete client-scopes/s2 -r shop");
    }

    @Test
    void whatIsntOursStays() {
        List<String> commands = commands(Uninstall.steps(new SoundRealm().facts(), options(null)));
        assertThat(commands)
                .anyMatch(line -> line.startsWith("kcadm.sh update client-policies/policies -r shop -b ")
                        && line.contains("\"name\":\"fapi\"")
                        && !line.contains("authscape"))
                .anyMatch(line -> line.startsWith("kcadm.sh update client-policies/profiles -r shop -b ")
                        && line.contains("pkce-enforcer")
                        && !line.contains("authscape"));
    }

    @Test
    void aPolicyLosesOnlyTheProfileThatGoes() {
        List<UninstallStep> steps =
                Uninstall.steps(new SoundRealm().policies("""
                        { "policies": [ { "name": "strict", "enabled": true, "conditions": [ { "condition": "any-client" } ],
                                          "profiles": ["authscape", "fapi-1-baseline"] },
                                        { "name": "authscape", "enabled": true, "conditions": [],
                                          "profiles": ["authscape"] } ] }""").facts(), options(null));
        assertThat(commands(steps))
                .contains("kcadm.sh update client-policies/policies -r shop -b '{\"policies\":[{\"name\":\"strict\","
                        + "\"enabled\":true,\"conditions\":[{\"condition\":\"any-client\"}],"
                        + "\"profiles\":[\"fapi-1-baseline\"]}]}'");
        assertThat(steps)
                .extracting(UninstallStep::what)
                .contains("the client policies 'authscape', 'strict' apply the jar's executor");
    }

    @Test
    void aProfileLosesOnlyTheJarsExecutor() {
        List<UninstallStep> steps =
                Uninstall.steps(new SoundRealm().profiles("""
                        { "profiles": [ { "name": "authscape", "description": "d", "executors": [
                            { "executor": "pkce-enforcer", "configuration": { "auto-configure": true } },
                            { "executor": "authscape-permissions" } ] } ] }""").facts(), options(null));
        assertThat(commands(steps))
                .contains("kcadm.sh update client-policies/profiles -r shop -b '{\"profiles\":[{\"name\":\"authscape\","
                        + "\"description\":\"d\",\"executors\":[{\"executor\":\"pkce-enforcer\","
                        + "\"configuration\":{\"auto-configure\":true}}]}]}'")
                .as("the policy goes on applying what is left of it")
                .noneMatch(line -> line.contains("client-policies/policies"));
    }

    @Test
    void aSecretThatTheSeedKnowsIsKept() {
        ClientSeed known = ClientSeed.named("billing").secret(new Secret("x")).build();
        UninstallStep first =
                Uninstall.steps(new SoundRealm().facts(), options(known)).get(0);
        assertThat(first.commands())
                .containsExactly(
                        "# in the seed, client 'billing': \"secretStorage\": \"plain\" (it keeps the secret that it"
                                + " has)",
                        "authscape apply -f seeds --realm shop");
    }

    /** Keycloak's own way has one secret per client, and none that ends: more would be refused by 'apply'. */
    @ParameterizedTest
    @MethodSource("entries")
    void ofSeveralSecretsOneIsKept(List<SecretSeed> secrets, String line) {
        ClientSeed client = ClientSeed.named("billing").secrets(secrets).build();
        UninstallStep first =
                Uninstall.steps(new SoundRealm().facts(), options(client)).get(0);
        assertThat(first.commands()).containsExactly(line, "authscape apply -f seeds --realm shop");
    }

    static Stream<Arguments> entries() {
        SecretSeed old = SecretSeed.of(new Secret("x")).named("old");
        SecretSeed fresh = SecretSeed.of(new Secret("y")).named("fresh");
        SecretSeed ending = SecretSeed.of(new Secret("z")).named("ending").expiring(SoundRealm.NOW);
        SecretSeed hash = SecretSeed.ofHash(SoundRealm.STRONG).named("hash");
        String keep = "# in the seed, client 'billing': keep of its secrets 'fresh' alone";
        String plain = ", and write \"secretStorage\": \"plain\" (the service has to use that secret)";
        return Stream.of(
                arguments(List.of(old, fresh), keep + plain),
                arguments(List.of(fresh, hash), keep + plain),
                arguments(List.of(fresh, ending), keep + plain),
                arguments(
                        List.of(hash, ending),
                        "# in the seed, client 'billing': keep of its secrets 'ending' alone, without 'expires'"
                                + plain),
                arguments(
                        List.of(SecretSeed.of(new Secret("z")).expiring(SoundRealm.NOW)),
                        "# in the seed, client 'billing': keep its secret, without 'expires'" + plain));
    }

    @Test
    void ofAHashAloneNoSecretCanBeKept() {
        ClientSeed client = ClientSeed.named("billing")
                .secrets(List.of(SecretSeed.ofHash(SoundRealm.STRONG)))
                .build();
        assertThat(Uninstall.steps(new SoundRealm().facts(), options(client))
                        .get(0)
                        .commands())
                .contains("# client 'billing' gets a new secret: give it to the service")
                .noneMatch(line -> line.contains("authscape apply"));
    }

    @Test
    void anAdminsOwnFlowLosesOnlyOurAuthenticator() {
        List<String> commands = commands(Uninstall.steps(
                new SoundRealm()
                        .setting("clientAuthenticationFlow", "\"clients\"")
                        .facts(),
                options(null)));
        assertThat(commands)
                .contains("kcadm.sh delete authentication/executions/e1 -r shop")
                .noneMatch(line -> line.contains("authentication/flows/"));
    }

    @Test
    void anAdminsFlowOfAnotherNameIsNeitherReplacedNorDeleted() {
        List<String> commands = commands(Uninstall.steps(hardened().facts(), options(null)));
        assertThat(commands)
                .contains("kcadm.sh delete authentication/executions/e1 -r shop")
                .noneMatch(line -> line.contains("authentication/flows/") || line.contains("clientAuthenticationFlow"))
                .noneMatch(line -> line.contains("asks nobody else"));
    }

    @Test
    void aFlowThatAsksNobodyElseIsToldApart() {
        List<String> commands =
                commands(Uninstall.steps(hardened().executions("""
                        [ { "id": "e1", "providerId": "authscape-secret", "requirement": "ALTERNATIVE", "level": 0 },
                          { "id": "e2", "providerId": "client-jwt", "requirement": "DISABLED", "level": 0 } ]""").facts(), options(null)));
        assertThat(commands)
                .containsSubsequence(
                        "# the flow asks nobody else: add the authenticator that clients are to use first",
                        "kcadm.sh delete authentication/executions/e1 -r shop");
    }

    @Test
    void anAdminsFlowThatNobodyCanReadIsReplacedWithAWordAndStays() {
        List<String> commands = commands(
                Uninstall.steps(hardened().withoutJar().executions(null).facts(), options(null)));
        assertThat(commands)
                .contains("kcadm.sh update realms/shop -s clientAuthenticationFlow=clients")
                .anyMatch(line -> line.startsWith("# 'hardened' isn't setup's"))
                .noneMatch(line -> line.contains("authentication/flows/"));
    }

    private static SoundRealm hardened() {
        return new SoundRealm()
                .setting("clientAuthenticationFlow", "\"hardened\"")
                .flows("""
                [ { "id": "f1", "alias": "clients", "builtIn": true },
                  { "id": "f2", "alias": "hardened", "builtIn": false } ]""");
    }

    @Test
    void aFlowThatTheServerFailsOnIsReplaced() {
        List<String> commands = commands(
                Uninstall.steps(new SoundRealm().withoutJar().executions(null).facts(), options(null)));
        assertThat(commands).contains("kcadm.sh update realms/shop -s clientAuthenticationFlow=clients");
    }

    @Test
    void aFlowOfKeycloaksOwnIsNeverDeleted() {
        List<String> commands = commands(
                Uninstall.steps(new SoundRealm().executions(null).flows("""
                                [ { "id": "f1", "alias": "clients", "builtIn": true },
                                  { "id": "f2", "alias": "authscape clients", "builtIn": true } ]""").facts(), options(null)));
        assertThat(commands)
                .contains("kcadm.sh update realms/shop -s clientAuthenticationFlow=clients")
                .noneMatch(line -> line.contains("delete authentication/flows"));
    }

    private static List<String> commands(List<UninstallStep> steps) {
        return steps.stream().flatMap(step -> step.commands().stream()).toList();
    }

    private static DoctorOptions options(ClientSeed client) {
        return client == null
                ? DoctorOptions.defaults()
                : new DoctorOptions(
                        DoctorOptions.SECRET_AGE,
                        new Seed("team", "shop", List.of(), List.of(), List.of(client)),
                        "-f seeds");
    }
}
