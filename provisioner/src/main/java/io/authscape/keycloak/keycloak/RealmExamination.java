package io.authscape.keycloak.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.plan.doctor.RealmFacts;
import io.authscape.keycloak.plan.doctor.RootDoor;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.keycloak.representations.idm.ClientScopeRepresentation;

/** Reads all that {@code doctor} looks at; writes nothing. */
public final class RealmExamination {

    private final RealmSetup setup;
    private final RealmReader reader;
    private final SetupApi api;
    private final String realm;
    private final String authRealm;

    RealmExamination(RealmSetup setup, RealmReader reader, SetupApi api, String realm, String authRealm) {
        this.setup = setup;
        this.reader = reader;
        this.api = api;
        this.realm = realm;
        this.authRealm = authRealm;
    }

    /**
     * Reads the realm, its clients page by page.
     *
     * @param loopback whether the server can only be this machine
     * @throws KeycloakFailure if there is no answer, or the account may not read it
     */
    public RealmFacts facts(boolean loopback) {
        JsonNode settings = read("settings", () -> api.realm(realm));
        JsonNode bound = settings.path(ClientFlow.BOUND);
        if (!bound.isTextual()) {
            // To whoever may not look, Keycloak shows the realm without most of its members.
            throw mayNot();
        }
        boolean jar = ProviderJar.isOn(api, authRealm);
        JsonNode executions = executions(bound.textValue());
        JsonNode profiles = read("client profiles", () -> api.clientProfiles(realm));
        JsonNode policies = read("client policies", () -> api.clientPolicies(realm));
        Map<String, ScopeState> scopes = new HashMap<>();
        Map<String, String> scopeIds = new HashMap<>();
        for (ClientScopeRepresentation scope : reader.scopes()) {
            scopes.put(scope.getName(), Representations.state(scope));
            scopeIds.put(scope.getName(), scope.getId());
        }
        ClientReader clients = reader.everyClient();
        return new RealmFacts(
                realm,
                Instant.now(),
                loopback,
                jar,
                settings,
                profiles,
                policies,
                jar ? setup.plan() : null,
                read("authentication flows", () -> api.flows(realm)),
                executions,
                jar ? rootDoor() : RootDoor.SHUT,
                scopes,
                scopeIds,
                clients.found(),
                clients.ids());
    }

    /** Keycloak answers 404 for a flow with an authenticator that it doesn't know, as if there were no flow. */
    private JsonNode executions(String alias) {
        return Calls.get("read flow " + Quoted.of(alias), () -> {
            try {
                return api.executions(realm, alias);
            } catch (NotFoundException e) {
                return MissingNode.getInstance();
            } catch (ForbiddenException e) {
                throw mayNot();
            }
        });
    }

    private RootDoor rootDoor() {
        JsonNode document = atTheRoot("discovery document", api::rootDocument);
        if (!document.hasNonNull("issuer")) {
            return RootDoor.SHUT;
        }
        JsonNode keys = atTheRoot("keys", api::rootKeys).path("keys");
        JsonNode realms = read("keys", () -> api.connectKeys(realm)).path("keys");
        return new RootDoor(document.path("issuer").asText(), !keys.isEmpty() && keys.equals(realms));
    }

    /** Missing if the root is shut, or is another program's. */
    private static JsonNode atTheRoot(String what, Supplier<JsonNode> call) {
        try {
            return Calls.get("read the root's " + what, () -> {
                try {
                    return call.get();
                } catch (ClientErrorException e) {
                    return MissingNode.getInstance();
                }
            });
        } catch (KeycloakFailure e) {
            if (e.kind() == Kind.REFUSED) {
                return MissingNode.getInstance();
            }
            throw e;
        }
    }

    private JsonNode read(String what, Supplier<JsonNode> call) {
        return Calls.get("read the " + what + " of realm " + Quoted.of(realm), () -> {
            try {
                return call.get();
            } catch (NotFoundException e) {
                throw MissingRealm.of(realm);
            } catch (ForbiddenException e) {
                throw mayNot();
            }
        });
    }

    private static KeycloakFailure mayNot() {
        return new KeycloakFailure(Kind.NOT_ALLOWED, "doctor needs 'view-realm' and 'view-clients'");
    }
}
