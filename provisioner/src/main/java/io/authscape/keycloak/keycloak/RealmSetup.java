package io.authscape.keycloak.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Enforcement;
import io.authscape.keycloak.plan.HashedSecrets;
import io.authscape.keycloak.plan.NetworkLimits;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.setup.Lock;
import io.authscape.keycloak.plan.setup.SetupPart;
import io.authscape.keycloak.plan.setup.SetupPlan;
import io.authscape.keycloak.plan.setup.SetupPlanner;
import io.authscape.keycloak.plan.setup.SetupState;
import io.authscape.keycloak.plan.setup.SetupStep;
import io.authscape.keycloak.plan.setup.ShippedRealm;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.keycloak.admin.client.Keycloak;

/** Brings a realm what our provider jar needs, or makes one that has it. */
public final class RealmSetup {

    private final Keycloak keycloak;
    private final SetupApi api;
    private final String realm;
    private final String authRealm;

    /**
     * @param authRealm where the account is, which therefore exists
     */
    RealmSetup(Keycloak keycloak, SetupApi api, String realm, String authRealm) {
        this.keycloak = keycloak;
        this.api = api;
        this.realm = realm;
        this.authRealm = authRealm;
    }

    /**
     * Finds out whether our jar is there: a policy with an executor that the server doesn't know makes it answer 500 to
     * every token request of the realm.
     *
     * @throws KeycloakFailure if it is not
     */
    public void requireJar() {
        if (!ProviderJar.isOn(api, authRealm)) {
            throw ProviderJar.isMissing(authRealm);
        }
    }

    /** Finds out what the realm's client policies enforce. */
    RealmState withPolicies(RealmState state) {
        return Calls.get("read the client policies of realm " + Quoted.of(realm), () -> {
            try {
                JsonNode profiles = api.clientProfiles(realm);
                JsonNode policies = api.clientPolicies(realm);
                return state.with(Lock.isOn(profiles, policies) ? Enforcement.ON : Enforcement.OFF)
                        .with(
                                Lock.limitsNetworks(profiles, policies)
                                        ? NetworkLimits.ENFORCED
                                        : NetworkLimits.NOT_ENFORCED);
            } catch (ForbiddenException e) {
                return state.with(Enforcement.NOT_SHOWN).with(NetworkLimits.NOT_SHOWN);
            }
        });
    }

    /** Finds out whether clients can sign in by hashed secrets. */
    HashedSecrets hashedSecrets() {
        return new ClientFlow(api, realm).hashedSecrets();
    }

    public boolean realmExists() {
        return Calls.get("look for realm " + Quoted.of(realm), () -> {
            try {
                api.realm(realm);
                return true;
            } catch (NotFoundException e) {
                return false;
            } catch (ForbiddenException e) {
                // Keycloak says 404 before it looks at rights.
                return true;
            }
        });
    }

    /**
     * Makes the realm as {@code authscape-realm.json} has it, under its own name.
     *
     * @throws KeycloakFailure if our jar is missing, or the account may not
     */
    public void createRealm() {
        requireJar();
        Calls.create("create realm " + Quoted.of(realm), () -> {
            Response response = api.createRealm(RealmFile.named(realm));
            if (response.getStatusInfo() == Response.Status.FORBIDDEN) {
                response.close();
                throw new KeycloakFailure(
                        Kind.NOT_ALLOWED, "to create a realm needs the realm role 'create-realm' of 'master'");
            }
            return response;
        });
        // Who makes a realm gets rights in it, but the token that he has knows nothing of them.
        Calls.signIn("sign in again", () -> keycloak.tokenManager().grantToken());
    }

    /** Reads what stands, and compares; writes nothing. */
    public SetupPlan plan() {
        String bound =
                read("settings", () -> api.realm(realm)).path(ClientFlow.BOUND).asText();
        JsonNode flows = read("authentication flows", () -> api.flows(realm));
        SetupState state = new SetupState(
                read("client scopes", () -> api.clientScopes(realm)),
                read("user profile", () -> api.userProfile(realm)),
                bound,
                flows,
                executions(flows, bound, ShippedRealm.CLIENT_FLOW),
                read("client profiles", () -> api.clientProfiles(realm)),
                read("client policies", () -> api.clientPolicies(realm)));
        return SetupPlanner.plan(new ShippedRealm(RealmFile.read()), state);
    }

    private Map<String, JsonNode> executions(JsonNode flows, String... aliases) {
        Map<String, JsonNode> executions = new HashMap<>();
        flows.forEach(flow -> {
            String alias = flow.path("alias").asText();
            if (List.of(aliases).contains(alias)) {
                executions.put(alias, read("flow " + Quoted.of(alias), () -> api.executions(realm, alias)));
            }
        });
        return executions;
    }

    /**
     * Carries the plan out.
     *
     * @param done hears of each step that is done
     * @throws KeycloakFailure if the jar is too old or the account may not, which is found out before the first write, or
     *     Keycloak refuses
     */
    public void carryOut(SetupPlan plan, Consumer<SetupStep> done) {
        if (!plan.refusals().isEmpty()) {
            throw new IllegalArgumentException("a refused setup can't be carried out");
        }
        plan.steps().stream()
                .filter(step -> step.part() == SetupPart.CLIENT_PROFILES)
                .forEach(step -> ProviderJar.requireExecutors(api, step.value()));
        checkRights();
        plan.steps().forEach(step -> {
            write(step, "write the " + step.subject());
            done.accept(step);
        });
    }

    /** Keycloak looks at the right before it refuses what has no name. */
    private void checkRights() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        checkRight("manage-realm", () -> api.createRole(realm, json.objectNode()));
        // Keycloak fails on a scope without the member, and would take a role with an empty one.
        checkRight(
                "manage-clients",
                () -> api.createClientScope(realm, json.objectNode().put("name", "")));
    }

    private static void checkRight(String right, Supplier<Response> probe) {
        String doing = "see whether the account has " + Quoted.of(right);
        try (Response response = Calls.get(doing, probe)) {
            if (response.getStatusInfo() == Response.Status.FORBIDDEN) {
                throw new KeycloakFailure(
                        Kind.NOT_ALLOWED,
                        "setup needs 'manage-realm' and 'manage-clients', and the account lacks " + Quoted.of(right)
                                + "; nothing was written");
            }
        }
    }

    private void write(SetupStep step, String doing) {
        ClientFlow flow = new ClientFlow(api, realm);
        switch (step.part()) {
            case CLIENT_SCOPE -> {
                if (step.action() == Action.CREATE) {
                    Calls.create(doing, () -> api.createClientScope(realm, step.value()));
                } else {
                    String id = step.value().path("id").asText();
                    Calls.run(doing, () -> api.updateClientScope(realm, id, step.value()));
                }
            }
            case MAPPER -> {
                JsonNode mapper = step.value();
                Calls.create(doing, () -> api.createMapper(realm, mapperScopeId(), mapper));
            }
            case USER_PROFILE -> Calls.run(doing, () -> api.updateUserProfile(realm, step.value()));
            case CLIENT_FLOW -> flow.copy(doing, step.value().asText(), ShippedRealm.CLIENT_FLOW);
            case CLIENT_AUTHENTICATOR -> flow.switchOn(doing, step.value().asText());
            case CLIENT_FLOW_BINDING -> flow.bind(doing, step.value().asText());
            case CLIENT_PROFILES -> Calls.run(doing, () -> api.updateClientProfiles(realm, step.value()));
            case CLIENT_POLICIES -> Calls.run(doing, () -> api.updateClientPolicies(realm, step.value()));
        }
    }

    private String mapperScopeId() {
        return ShippedRealm.mapperScopeOf(api.clientScopes(realm)).path("id").asText();
    }

    private JsonNode read(String what, Supplier<JsonNode> call) {
        return Calls.get("read the " + what + " of realm " + Quoted.of(realm), () -> {
            try {
                return call.get();
            } catch (NotFoundException e) {
                throw new KeycloakFailure(
                        Kind.REFUSED, "the realm " + Quoted.of(realm) + " doesn't exist; --create-realm makes it");
            } catch (ForbiddenException e) {
                throw new KeycloakFailure(
                        Kind.NOT_ALLOWED,
                        "setup needs 'manage-realm' and 'manage-clients', and the account may not even read the "
                                + what);
            }
        });
    }
}
