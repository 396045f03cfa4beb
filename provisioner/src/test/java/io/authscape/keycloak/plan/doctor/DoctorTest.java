package io.authscape.keycloak.plan.doctor;

import static io.authscape.keycloak.plan.doctor.SoundRealm.STRONG;
import static io.authscape.keycloak.plan.doctor.SoundRealm.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.TextNode;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.Refusal;
import io.authscape.keycloak.plan.setup.SetupPart;
import io.authscape.keycloak.plan.setup.SetupPlan;
import io.authscape.keycloak.plan.setup.SetupStep;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {

    /** OpenIddict's, of {@code postman-secret}: contract section 5. */
    static final String PRINTED =
            "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg9vbyPWxL4a6SbkON5VshRIJDLFtRIpx49g5SRKNFhQ2g==";

    /** ASP.NET Identity's of 250 rounds of SHA-1: contract section 5. */
    private static final String FEW_ROUNDS = "AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M";

    /** As setup wrote it before there were networks. */
    private static final String PERMISSIONS_ALONE =
            "{ \"profiles\": [ { \"name\": \"authscape\", \"executors\": [ { \"executor\":"
                    + " \"authscape-permissions\" } ] } ] }";

    private static final String UNSALTED = "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=";
    static final String LAST_MONTH = "2026-11-01T00:00:00Z";
    static final String SUMMER = "2026-07-01T00:00:00Z";

    @Test
    void nothingIsWrongInASoundRealm() {
        assertThat(Doctor.examine(new SoundRealm().facts(), DoctorOptions.defaults()))
                .isEmpty();
        assertThat(Doctor.examine(limited("\"10.0.0.0/8\",\"::1\"").facts(), DoctorOptions.defaults()))
                .isEmpty();
    }

    /** Setup would only say so once more. */
    @Test
    void whatSetupLeavesToTheAdminIsTheFix() {
        Refusal note = new Refusal("client policy 'authscape'", "add the executor to client profile 'mine'");
        SoundRealm realm = limited("\"10.0.0.0/8\"")
                .profiles(PERMISSIONS_ALONE)
                .setup(new SetupPlan(List.of(), List.of(), List.of(note)));

        assertThat(Doctor.examine(realm.facts(), options()))
                .singleElement()
                .extracting(Finding::fix)
                .isEqualTo("client policy 'authscape': add the executor to client profile 'mine'");
    }

    /** Each makes one thing wrong, and doctor finds that and nothing else. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("ills")
    void eachRuleFindsWhatItIsFor(Rule rule, SoundRealm realm, List<Rule> besides) {
        List<Finding> findings = Doctor.examine(realm.facts(), options());

        assertThat(findings)
                .extracting(Finding::rule)
                .hasSameElementsAs(
                        Stream.concat(Stream.of(rule), besides.stream()).toList());
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(finding.rule().severity());
            assertThat(finding.what()).isNotBlank().doesNotEndWith(".");
            assertThat(finding.fix()).isNotBlank();
            assertThat(finding.field()).isNotBlank();
        });
    }

    @Test
    void tokensAsLongAsAShortSessionAreFine() {
        SoundRealm usual = realm().setting("accessTokenLifespan", "-1").attribute("access.token.lifespan", "-1");
        SoundRealm limited = realm().attribute("access.token.lifespan", "-1")
                .setting("ssoSessionMaxLifespan", "2592000")
                .attribute("client.session.max.lifespan", "3600");
        assertThat(Doctor.examine(usual.facts(), options())).isEmpty();
        assertThat(Doctor.examine(limited.facts(), options())).isEmpty();
    }

    @Test
    void everyRuleIsTested() {
        Set<Object> tested = ills().map(ill -> ill.get()[0]).collect(Collectors.toSet());
        assertThat(tested).containsExactlyInAnyOrder((Object[]) Rule.values());
    }

    private static SoundRealm limited(String networks) {
        return new SoundRealm().attribute("authscape.networks", "{\"v\":1,\"networks\":[" + networks + "]}");
    }

    static DoctorOptions options() {
        Seed seed = new Seed(
                "others",
                "shop",
                List.of(),
                List.of(),
                List.of(ClientSeed.named("another").build()));
        return new DoctorOptions(DoctorOptions.SECRET_AGE, seed, "-f seeds");
    }

    static Stream<Arguments> ills() {
        SetupStep missing =
                new SetupStep(SetupPart.USER_PROFILE, Action.CREATE, "user attributes 'x'", new TextNode(""));
        return Stream.of(
                ill(Rule.JAR_MISSING, "jar gone", realm().withoutJar()),
                ill(
                        Rule.JAR_MISSING,
                        "jar gone, flow broken",
                        realm().empty().withoutJar().executions(null)),
                ill(Rule.PERMISSIONS_NOT_ENFORCED, "no policy", realm().policies("{ \"policies\": [] }")),
                ill(Rule.PERMISSIONS_NOT_ENFORCED, "policy off", realm().policies("""
                        { "policies": [ { "name": "authscape", "enabled": false, "profiles": ["authscape"],
                                          "conditions": [ { "condition": "any-client" } ] } ] }""")),
                ill(Rule.PERMISSIONS_NOT_ENFORCED, "policy narrowed", realm().policies("""
                        { "policies": [ { "name": "authscape", "enabled": true, "profiles": ["authscape"],
                                          "conditions": [ { "condition": "client-roles" } ] } ] }""")),
                ill(
                        Rule.NETWORKS_NOT_ENFORCED,
                        "profile of an older version",
                        limited("\"10.0.0.0/8\"").profiles(PERMISSIONS_ALONE)),
                ill(
                        Rule.NETWORKS_NOT_ENFORCED,
                        "of a client that no seed has",
                        limited("\"10.0.0.0/8\"").profiles(PERMISSIONS_ALONE).unowned(),
                        Rule.PERMISSIONS_MISSING),
                ill(
                        Rule.NETWORKS_NOT_ENFORCED,
                        "jar gone",
                        limited("\"10.0.0.0/8\"").withoutJar(),
                        Rule.JAR_MISSING),
                ill(
                        Rule.NETWORKS_NOT_ENFORCED,
                        "jar gone, and nothing else needs it",
                        limited("\"10.0.0.0/8\"")
                                .withoutJar()
                                .plain("hunter2hunter2")
                                .withoutDefaultScope("authscape")
                                .profiles("{ \"profiles\": [] }")
                                .executions("[]")),
                ill(Rule.NETWORKS_UNREADABLE, "bits behind the prefix", limited("\"10.0.0.0/8\",\"10.0.0.1/8\"")),
                ill(
                        Rule.NETWORKS_UNREADABLE,
                        "no list",
                        realm().attribute("authscape.networks", "{\"v\":1,\"networks\":{\"a\":\"10.0.0.0/8\"}}")),
                ill(Rule.NETWORKS_UNREADABLE, "empty", limited("")),
                ill(Rule.CLIENT_FLOW, "flow without ours", realm().executions("[]")),
                ill(Rule.SETUP_INCOMPLETE, "part missing", realm().setup(new SetupPlan(List.of(missing), List.of()))),
                ill(
                        Rule.NOT_SET_UP,
                        "nothing of ours",
                        realm().empty().setup(new SetupPlan(List.of(missing), List.of()))),
                ill(Rule.SSL_NOT_REQUIRED, "none", realm().setting("sslRequired", "\"none\"")),
                ill(Rule.SSL_NOT_REQUIRED, "NONE", realm().setting("sslRequired", "\"NONE\"")),
                ill(
                        Rule.BRUTE_FORCE_OFF,
                        "off",
                        realm().setting("bruteForceProtected", "false")
                                .field(ClientField.DIRECT_ACCESS_GRANTS_ENABLED, "true"),
                        Rule.GRANT_PASSWORD),
                ill(Rule.ADMIN_EVENTS_OFF, "off", realm().setting("adminEventsEnabled", "false")),
                ill(Rule.LOGIN_EVENTS_OFF, "off", realm().setting("eventsEnabled", "false")),
                ill(Rule.TOKEN_LIFESPAN, "of the realm", realm().setting("accessTokenLifespan", "43201")),
                ill(Rule.TOKEN_LIFESPAN, "of a client", realm().attribute("access.token.lifespan", "86400")),
                ill(
                        Rule.TOKEN_LIFESPAN,
                        "of the realm, as long as its sessions",
                        realm().setting("accessTokenLifespan", "-1").setting("ssoSessionMaxLifespan", "43201")),
                ill(
                        Rule.TOKEN_LIFESPAN,
                        "of a client, as long as its sessions",
                        realm().attribute("access.token.lifespan", "-1").setting("ssoSessionMaxLifespan", "2592000")),
                ill(
                        Rule.TOKEN_LIFESPAN,
                        "of a client, as long as a remembered session",
                        realm().attribute("access.token.lifespan", "-1")
                                .setting("rememberMe", "true")
                                .setting("ssoSessionMaxLifespanRememberMe", "2592000")),
                ill(Rule.WIRE_SETTING_UNKNOWN, "value", realm().wire("errors", "openidict")),
                ill(Rule.WIRE_SETTING_UNKNOWN, "name", realm().wire("error", "keycloak")),
                ill(Rule.ORIGIN_NOT_IN_FORCE, "root's name", realm().wire("issuer", "origin")),
                ill(
                        Rule.ORIGIN_NOT_IN_FORCE,
                        "another realm",
                        realm().wire("issuer", "origin").root(new RootDoor("https://id.example.com/", false))),
                ill(
                        Rule.ORIGIN_NOT_IN_FORCE,
                        "shut",
                        realm().wire("issuer", "origin").root(RootDoor.SHUT)),
                ill(Rule.BLANK_SECRET, "plain", realm().plain("")),
                ill(Rule.NO_WORKING_SECRET, "no list", realm().attribute("authscape.secrets", null)),
                ill(
                        Rule.NO_WORKING_SECRET,
                        "expired",
                        realm().secrets(List.of(
                                secret("a", STRONG, LAST_MONTH, ",\"expires\":\"2026-11-28T19:59:59Z\"")))),
                ill(
                        Rule.NO_WORKING_SECRET,
                        "revoked",
                        realm().secrets(List.of(
                                secret("a", STRONG, LAST_MONTH, ",\"revoked\":\"2026-11-02T00:00:00Z\"")))),
                ill(
                        Rule.NO_WORKING_SECRET,
                        "not yet",
                        realm().secrets(List.of(
                                secret("a", STRONG, LAST_MONTH, ",\"notBefore\":\"2027-01-01T00:00:00Z\"")))),
                ill(Rule.DEMO_SECRET, "plain", realm().plain("service-secret-here"), Rule.PLAIN_SECRET),
                ill(Rule.DEMO_SECRET, "hashed", realm().secrets(List.of(secret("a", PRINTED, LAST_MONTH, "")))),
                ill(Rule.PLAIN_SECRET, "seeded", realm().plain("hunter2")),
                ill(Rule.SECRET_OLD, "hashed", realm().secrets(List.of(secret("a", STRONG, SUMMER, "")))),
                ill(
                        Rule.SECRET_OLD,
                        "plain, without the jar's help",
                        realm().plain("hunter2").attribute("client.secret.creation.time", "1000"),
                        Rule.PLAIN_SECRET),
                ill(
                        Rule.SECRET_AGE_UNKNOWN,
                        "hashed",
                        realm().secrets(List.of("{\"id\":\"a\",\"hash\":\"" + STRONG + "\"}"))),
                ill(
                        Rule.SECRET_AGE_UNKNOWN,
                        "plain",
                        realm().plain("hunter2").attribute("client.secret.creation.time", null),
                        Rule.PLAIN_SECRET),
                ill(
                        Rule.SECRET_ENDS_SOON,
                        "the last",
                        realm().secrets(List.of(
                                secret("a", STRONG, LAST_MONTH, ",\"expires\":\"2026-12-01T00:00:00Z\"")))),
                ill(
                        Rule.SECRETS_WITHOUT_END,
                        "two",
                        realm().secrets(List.of(secret("a", STRONG, SUMMER, ""), secret("b", STRONG, LAST_MONTH, "")))),
                ill(
                        Rule.ROTATION_UNFINISHED,
                        "pending since November 1st",
                        realm().secrets(List.of(
                                secret("a", STRONG, LAST_MONTH, ""),
                                secret("b", STRONG, LAST_MONTH, ",\"pending\":true")))),
                ill(Rule.HASH_WEAK, "few rounds", realm().secrets(List.of(secret("a", FEW_ROUNDS, LAST_MONTH, "")))),
                ill(Rule.HASH_WEAK, "no salt", realm().secrets(List.of(secret("a", UNSALTED, LAST_MONTH, "")))),
                ill(
                        Rule.HASH_UNREADABLE,
                        "bcrypt beside a good one",
                        realm().secrets(List.of(
                                secret("a", STRONG, LAST_MONTH, ""), secret("b", "$2a$10$abc", LAST_MONTH, "")))),
                ill(Rule.PERMISSIONS_UNREADABLE, "no JSON", realm().attribute("authscape.permissions", "ept:token")),
                ill(
                        Rule.PERMISSIONS_UNREADABLE,
                        "another version",
                        realm().attribute("authscape.permissions", "{\"v\":2,\"permissions\":[]}")),
                ill(
                        Rule.PERMISSIONS_UNREADABLE,
                        "numbers",
                        realm().attribute("authscape.permissions", "{\"v\":1,\"permissions\":[1]}")),
                ill(Rule.PERMISSIONS_MISSING, "lost", realm().attribute("authscape.permissions", null)),
                ill(Rule.PERMISSIONS_MISSING, "unowned", realm().unowned()),
                ill(Rule.SHAPE_MISSING, "no scope", realm().withoutDefaultScope("authscape")),
                ill(Rule.DEFAULT_SCOPE, "roles", realm().defaultScope("roles")),
                ill(Rule.SERVICE_ACCOUNT_SCOPE, "attached", realm().defaultScope("service_account")),
                ill(Rule.FULL_SCOPE_ALLOWED, "on", realm().field(ClientField.FULL_SCOPE_ALLOWED, "true")),
                ill(
                        Rule.GRANT_IMPLICIT,
                        "on",
                        realm().field(ClientField.IMPLICIT_FLOW_ENABLED, "true")
                                .field(ClientField.REDIRECT_URIS, "https://app.example.com/cb")),
                ill(Rule.GRANT_PASSWORD, "on", realm().field(ClientField.DIRECT_ACCESS_GRANTS_ENABLED, "true")),
                ill(Rule.FLOW_WITHOUT_REDIRECT, "code", realm().field(ClientField.STANDARD_FLOW_ENABLED, "true")),
                ill(Rule.REDIRECT_ANYWHERE, "star", code("*")),
                ill(Rule.REDIRECT_ANYWHERE, "host", code("https://*")),
                ill(Rule.REDIRECT_WILDCARD, "part of a host", code("https://app.exam*")),
                ill(Rule.REDIRECT_WILDCARD, "path", code("https://app.example.com/*")),
                ill(Rule.REDIRECT_PLAIN_HTTP, "http", code("http://app.example.com/cb")),
                ill(
                        Rule.REDIRECT_PLAIN_HTTP,
                        "a host that begins like loopback",
                        code("http://localhost.example.com/cb")),
                ill(
                        Rule.WEB_ORIGINS_ANY,
                        "star",
                        code("https://app.example.com/cb").field(ClientField.WEB_ORIGINS, "*")),
                ill(
                        Rule.PKCE_MISSING,
                        "public",
                        code("https://app.example.com/cb")
                                .field(ClientField.PUBLIC_CLIENT, "true")
                                .field(ClientField.SERVICE_ACCOUNTS_ENABLED, "false")),
                ill(Rule.LEFT_THE_SEED, "of its owner", realm().attribute("authscape.managed-by", "others")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080/cb", "http://127.0.0.1/cb", "http://[::1]:1/cb", "app.example:/cb"})
    void addressesOfOnesOwnMachineAreFine(String uri) {
        assertThat(Doctor.examine(code(uri).facts(), options())).isEmpty();
    }

    @Test
    void graceWithAnEndIsFine() {
        SoundRealm realm = realm().secrets(List.of(
                secret("a", STRONG, SUMMER, ",\"expires\":\"2026-11-29T00:00:00Z\""),
                secret("b", STRONG, LAST_MONTH, "")));
        assertThat(Doctor.examine(realm.facts(), options())).isEmpty();
    }

    @Test
    void aPrintedSecretOnOnesOwnMachineIsANote() {
        SoundRealm realm =
                realm().secrets(List.of(secret("a", PRINTED, LAST_MONTH, ""))).onLoopback();
        assertThat(Doctor.examine(realm.facts(), options()))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.INFO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "device:oauth2.device.authorization.grant.enabled",
                "CIBA:oidc.ciba.grant.enabled",
                "exchange:standard.token.exchange.enabled"
            })
    void aClientOfAnyGrantNeedsItsPermissions(String grant) {
        String attribute = grant.substring(grant.indexOf(':') + 1);
        SoundRealm realm = realm().unowned()
                .field(ClientField.SERVICE_ACCOUNTS_ENABLED, "false")
                .attribute(attribute, "true");
        assertThat(Doctor.examine(realm.facts(), options()))
                .extracting(Finding::rule)
                .contains(Rule.PERMISSIONS_MISSING);
        assertThat(Doctor.examine(realm.attribute(attribute, "false").facts(), options()))
                .isEmpty();
    }

    /** As the RedirectUtils of Keycloak 26.7.3 match them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "h*",
                "http*",
                "HTTP*",
                "https*",
                "http:*",
                "https:/*",
                "https://*",
                "HTTPS://*",
                "https:///*",
                "https:app.example*"
            })
    void anAddressThatOpensEveryHost(String uri) {
        assertThat(redirects(uri)).contains(Rule.REDIRECT_ANYWHERE).doesNotContain(Rule.REDIRECT_WILDCARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:*",
                "http://localhost*",
                "https://app.example.com*",
                "https://app.exam*",
                "https://app.example.com:*",
                "https://*.example.com/*",
                "https://*/*",
                "myapp:*",
                "myapp://*",
                "/*",
                "app*"
            })
    void aWildcardThatStaysAtItsHost(String uri) {
        assertThat(redirects(uri)).contains(Rule.REDIRECT_WILDCARD).doesNotContain(Rule.REDIRECT_ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example.com/?a=*", "https://app.example.com/#*", "https:?*"})
    void aStarBehindAQueryIsNoWildcard(String uri) {
        assertThat(redirects(uri)).isEmpty();
    }

    private static List<Rule> redirects(String uri) {
        return Doctor.examine(code(uri).facts(), options()).stream()
                .map(Finding::rule)
                .toList();
    }

    @Test
    void whatNobodyCanUseIsLeftAlone() {
        SoundRealm realm = realm().plain("").field(ClientField.ENABLED, "false");
        assertThat(Doctor.examine(realm.facts(), options())).isEmpty();
    }

    @Test
    void theWorstComesFirstAndCommandsAreExact() {
        SoundRealm realm = realm().setting("eventsEnabled", "false")
                .setting("sslRequired", "\"none\"")
                .unowned()
                .field(ClientField.DIRECT_ACCESS_GRANTS_ENABLED, "true");
        List<Finding> findings = Doctor.examine(realm.facts(), options());
        assertThat(findings).extracting(Finding::severity).isSorted();
        assertThat(findings)
                .extracting(Finding::fix)
                .contains(
                        "kcadm.sh update realms/shop -s sslRequired=external",
                        "kcadm.sh update clients/c1 -r shop -s directAccessGrantsEnabled=false");
    }

    static SoundRealm realm() {
        return new SoundRealm();
    }

    static SoundRealm code(String uri) {
        return realm().field(ClientField.STANDARD_FLOW_ENABLED, "true").field(ClientField.REDIRECT_URIS, uri);
    }

    /** @param besides the rules that say something, too */
    private static Arguments ill(Rule rule, String name, SoundRealm realm, Rule... besides) {
        return arguments(rule, named(name, realm), List.of(besides));
    }
}
