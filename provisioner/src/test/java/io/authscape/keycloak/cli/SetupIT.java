package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig;

/** {@code authscape setup}: a realm that somebody has used for years, and one that isn't there yet. */
@ExtendWith(KeycloakExtension.class)
class SetupIT {

    private static final String SEED = """
            { "version": 1, "owner": "it", "realm": "x",
              "scopes": [ { "name": "api1", "resources": ["resource_server_1"] } ],
              "clients": [
                { "clientId": "ours", "clientSecret": "hunter2hunter2",
                  "permissions": ["ept:token", "gt:client_credentials", "scp:api1"] },
                { "clientId": "silent", "clientSecret": "hunter2hunter2", "permissions": ["gt:client_credentials"] } ] }""";

    private final KeycloakServer server;
    private StockRealm stock;
    private RealmCommands commands;

    SetupIT(KeycloakServer server) {
        this.server = server;
    }

    @BeforeEach
    void aStockRealm() {
        stock = new StockRealm(server, "stock");
        commands = RealmCommands.of(stock.realm());
    }

    @AfterEach
    void removeIt() {
        stock.close();
    }

    @Test
    void itsOwnClientsAnswerAsBefore() {
        stock.addItsOwn();
        Map<String, String> before = stock.answers();

        assertThat(commands.run("setup").exitCode()).isZero();
        Invocation apply = commands.runWith(SEED, "apply", "-f", "-");

        assertThat(apply.exitCode()).as(apply.err()).isZero();
        assertThat(stock.answers()).isEqualTo(before);
        assertThat(before.get("service token")).startsWith("200 ");
        assertThat(before.get("userinfo")).startsWith("200 ");
        assertThat(before.get("refreshed token")).startsWith("200 ");
        assertThat(before.get("introspection")).contains("\"active\":true");
    }

    @Test
    void clientsOfASeedAreShapedAndLocked() {
        commands.run("setup");
        commands.runWith(SEED, "apply", "-f", "-");

        String form = "grant_type=client_credentials&client_secret=hunter2hunter2&scope=api1&client_id=";
        assertThat(stock.token(form + "ours"))
                .contains("\"sub\":\"ours\"", "\"aud\":\"resource_server_1\"", "\"oi_prst\":\"ours\"")
                .doesNotContain("clientHost", "preferred_username");
        assertThat(stock.token(form.replace("&scope=api1", "") + "silent"))
                .startsWith("400 ")
                .contains("This client application is not allowed to use the token endpoint.");
    }

    @Test
    void theSecondTimeThereIsNothingToDo() {
        Invocation first = commands.run("setup");

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).isEqualToNormalizingNewlines("""
                created client scope 'authscape' with the mappers 'sub', 'authscape service claims', 'authscape user claims'
                created user attributes 'companyId', 'companyName', 'locationId', 'locationName', 'authscape.user.id'
                created client-authentication flow 'authscape clients', a copy of 'clients'
                created authenticator 'authscape-secret' of client-authentication flow 'authscape clients'
                changed the realm's client authentication, from flow 'clients' to 'authscape clients'
                created client profile 'authscape'
                created client policy 'authscape'
                realm 'stock' has AuthScape's setup now
                """);
        stock.realm().admin().clearAdminEvents();

        Invocation second = commands.run("setup");

        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).startsWith("Nothing to do: realm 'stock' has AuthScape's setup");
        assertThat(stock.realm().admin().getAdminEvents()).isEmpty();
    }

    @Test
    void aDryRunTellsTheSameAndWritesNothing() {
        Invocation run = commands.run("setup", "--dry-run");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSize(7).allSatisfy(line -> assertThat(line)
                .matches("would (create|change) .*"));
        assertThat(stock.realm().admin().getAdminEvents()).isEmpty();
        assertThat(stock.realm()
                        .admin()
                        .clientPoliciesPoliciesResource()
                        .getPolicies()
                        .getPolicies())
                .isEmpty();
    }

    @Test
    void whatTheRealmHasStays() {
        UPConfig profile = stock.realm().admin().users().userProfile().getConfiguration();
        profile.setUnmanagedAttributePolicy(UPConfig.UnmanagedAttributePolicy.ADMIN_EDIT);
        UPAttribute shoe = new UPAttribute("shoeSize");
        shoe.setPermissions(new UPAttributePermissions(Set.of("admin"), Set.of("admin")));
        profile.addOrReplaceAttribute(shoe);
        stock.realm().admin().users().userProfile().update(profile);
        new NoImplicitGrants(stock.realm()).add();
        List<String> defaults = defaultScopes();

        commands.run("setup");

        UPConfig after = stock.realm().admin().users().userProfile().getConfiguration();
        assertThat(after.getUnmanagedAttributePolicy()).isEqualTo(UPConfig.UnmanagedAttributePolicy.ADMIN_EDIT);
        assertThat(after.getAttributes()).extracting(UPAttribute::getName).contains("shoeSize", "companyId", "email");
        assertThat(stock.realm()
                        .admin()
                        .clientPoliciesPoliciesResource()
                        .getPolicies()
                        .getPolicies())
                .extracting(policy -> policy.getName())
                .containsExactly("no-implicit-grants", "authscape");
        assertThat(stock.realm()
                        .admin()
                        .clientPoliciesProfilesResource()
                        .getProfiles(false)
                        .getProfiles())
                .extracting(known -> known.getName())
                .containsExactly("no-implicit-grants", "authscape");
        assertThat(defaultScopes()).isEqualTo(defaults).doesNotContain("authscape");
    }

    @Test
    void anInterruptedSetupIsFinished() {
        commands.run("setup");
        stock.realm().admin().clientPoliciesPoliciesResource().updatePolicies(new ClientPoliciesRepresentation());
        for (String command : new String[] {"plan", "apply"}) {
            Invocation refused = commands.runWith(SEED, command, "-f", "-");
            assertThat(refused.exitCode()).as(command).isEqualTo(1);
            assertThat(refused.err()).contains("it lacks AuthScape's client policy", "run 'authscape setup'");
        }
        stock.realm().admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals("authscape"))
                .forEach(scope -> stock.realm()
                        .admin()
                        .clientScopes()
                        .get(scope.getId())
                        .getProtocolMappers()
                        .delete(scope.getProtocolMappers().stream()
                                .filter(mapper -> mapper.getName().equals("authscape user claims"))
                                .findFirst()
                                .orElseThrow()
                                .getId()));

        assertThat(commands.run("setup").out())
                .contains(
                        "created mapper 'authscape user claims' of client scope 'authscape'",
                        "created client policy 'authscape'")
                .doesNotContain("client profile");
        assertThat(commands.run("setup").out()).startsWith("Nothing to do");
    }

    @Test
    void theRightsAreLookedAtBeforeTheFirstWrite() {
        try (CiClient ci = new CiClient(server, "stock", "view-realm", "view-clients", "manage-realm")) {
            refusedFor(ci, "'manage-clients'");
        }
        try (CiClient ci = new CiClient(server, "stock", "view-realm", "manage-clients")) {
            refusedFor(ci, "'manage-realm'");
        }
        try (CiClient ci = new CiClient(server, "stock", "manage-clients", "manage-realm")) {
            assertThat(commands.as(ci.env()).run("setup").exitCode()).isZero();
        }
    }

    private void refusedFor(CiClient ci, String right) {
        Invocation run = commands.as(ci.env()).run("setup");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(77);
        assertThat(run.err()).contains("the account lacks " + right + "; nothing was written");
        assertThat(stock.realm().admin().getAdminEvents()).isEmpty();
        assertThat(scopes()).doesNotContain("authscape");
    }

    @Test
    void aRealmThatIsMissingIsMadeWhenAsked() {
        TestRealm made = server.realm("made");
        RealmCommands forMade = RealmCommands.of(made);
        Invocation refused = forMade.run("setup");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualToIgnoringNewLines("error: the realm 'made' doesn't exist; --create-realm makes it");
        assertThat(forMade.run("setup", "--create-realm", "--dry-run").out()).startsWith("would create realm 'made'");

        Invocation run = forMade.run("setup", "--create-realm");
        try {
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).startsWith("created realm 'made'");
            assertThat(forMade.run("setup", "--create-realm").out()).startsWith("Nothing to do");
            assertThat(forMade.runWith(SEED, "apply", "-f", "-").exitCode()).isZero();
        } finally {
            made.admin().remove();
        }
    }

    @Test
    void whoMayNotMakeRealmsIsToldSo() {
        try (CiClient ci = new CiClient(server, "stock", "manage-clients", "manage-realm")) {
            Invocation run = RealmCommands.of(server.realm("made")).as(ci.env()).run("setup", "--create-realm");
            assertThat(run.exitCode()).as(run.err()).isEqualTo(77);
            assertThat(run.err()).contains("to create a realm needs the realm role 'create-realm' of 'master'");
        }
    }

    private List<String> scopes() {
        return stock.realm().admin().clientScopes().findAll().stream()
                .map(ClientScopeRepresentation::getName)
                .toList();
    }

    private List<String> defaultScopes() {
        return stock.realm().admin().getDefaultDefaultClientScopes().stream()
                .map(ClientScopeRepresentation::getName)
                .sorted()
                .toList();
    }
}
