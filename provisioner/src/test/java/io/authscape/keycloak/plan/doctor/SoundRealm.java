package io.authscape.keycloak.plan.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.Mapper;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.plan.setup.SetupPlan;
import io.authscape.keycloak.seed.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A realm with one client in which nothing is wrong, and what a test makes wrong in it. */
final class SoundRealm {

    static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");

    /** SHA-256 of a strong secret with its salt. */
    static final String STRONG = "$sha256$AAECAwQFBgcICQoLDA0ODw==$47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    private final ObjectNode settings = (ObjectNode) json("""
            { "realm": "shop", "enabled": true, "sslRequired": "external", "bruteForceProtected": true,
              "eventsEnabled": true, "adminEventsEnabled": true, "accessTokenLifespan": 3600,
              "clientAuthenticationFlow": "authscape clients", "attributes": {} }""");
    private JsonNode profiles = json("""
            { "profiles": [ { "name": "authscape", "executors": [ { "executor": "authscape-permissions" },
                                                                  { "executor": "authscape-networks" } ] },
                            { "name": "fapi", "executors": [ { "executor": "pkce-enforcer" } ] } ] }""");
    private JsonNode policies = json("""
            { "policies": [ { "name": "authscape", "enabled": true, "conditions": [ { "condition": "any-client" } ],
                              "profiles": ["authscape"] },
                            { "name": "fapi", "enabled": true, "conditions": [], "profiles": ["fapi"] } ] }""");
    private JsonNode executions = json("""
            [ { "id": "e1", "providerId": "authscape-secret", "requirement": "ALTERNATIVE", "level": 0 },
              { "id": "e2", "providerId": "client-secret", "requirement": "ALTERNATIVE", "level": 0 } ]""");
    private JsonNode flows = json("""
            [ { "id": "f1", "alias": "clients", "builtIn": true },
              { "id": "f2", "alias": "authscape clients", "builtIn": false } ]""");
    private SetupPlan setup = new SetupPlan(List.of(), List.of());
    private RootDoor root = new RootDoor("https://id.example.com/realms/shop", true);
    private boolean hasJar = true;
    private boolean loopback;

    private final Map<ClientField, String> fields = new EnumMap<>(Map.of(
            ClientField.SERVICE_ACCOUNTS_ENABLED, "true",
            ClientField.CLIENT_AUTHENTICATOR_TYPE, "authscape-secret"));
    private final Map<String, String> attributes = new HashMap<>(Map.of(
            "authscape.managed-by", "team",
            "authscape.permissions", "{\"v\":1,\"permissions\":[\"ept:token\"]}",
            "authscape.secrets", secrets(secret("main", STRONG, "2026-11-01T00:00:00Z", ""))));
    private final Set<String> defaultScopes = new HashSet<>(Set.of("authscape"));
    private Secret secret = new Secret("made-by-keycloak");
    private boolean hasClient = true;

    /** The attribute with these secrets. */
    static String secrets(String... secrets) {
        return "{\"v\":1,\"secrets\":[" + String.join(",", secrets) + "]}";
    }

    /**
     * One secret of the attribute.
     *
     * @param more members, each with a comma before it
     */
    static String secret(String id, String hash, String created, String more) {
        return "{\"id\":\"" + id + "\",\"hash\":\"" + hash + "\",\"created\":\"" + created + "\"" + more + "}";
    }

    SoundRealm setting(String name, String value) {
        settings.set(name, json(value));
        return this;
    }

    SoundRealm wire(String name, String value) {
        ((ObjectNode) settings.get("attributes")).put("authscape.wire." + name, value);
        return this;
    }

    SoundRealm policies(String json) {
        policies = json(json);
        return this;
    }

    SoundRealm profiles(String json) {
        profiles = json(json);
        return this;
    }

    SoundRealm executions(String json) {
        executions = json == null ? MissingNode.getInstance() : json(json);
        return this;
    }

    SoundRealm flows(String json) {
        flows = json(json);
        return this;
    }

    SoundRealm setup(SetupPlan plan) {
        setup = plan;
        return this;
    }

    SoundRealm root(RootDoor door) {
        root = door;
        return this;
    }

    SoundRealm withoutJar() {
        hasJar = false;
        return this;
    }

    SoundRealm onLoopback() {
        loopback = true;
        return this;
    }

    SoundRealm empty() {
        hasClient = false;
        return this;
    }

    SoundRealm field(ClientField field, String value) {
        fields.put(field, value);
        return this;
    }

    /** An attribute of the client; {@code null} takes it away. */
    SoundRealm attribute(String name, String value) {
        attributes.put(name, value);
        attributes.values().removeIf(text -> text == null);
        return this;
    }

    SoundRealm secrets(List<String> list) {
        return attribute("authscape.secrets", secrets(list.toArray(String[]::new)));
    }

    /** A client that a seed has, with its secret in plain text. */
    SoundRealm plain(String value) {
        secret = new Secret(value);
        return field(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-secret")
                .attribute("authscape.secrets", null)
                .attribute("client.secret.creation.time", String.valueOf(NOW.getEpochSecond() - 3600));
    }

    /** A client that no seed has. */
    SoundRealm unowned() {
        return attribute("authscape.managed-by", null).attribute("authscape.permissions", null);
    }

    SoundRealm defaultScope(String scope) {
        defaultScopes.add(scope);
        return this;
    }

    SoundRealm withoutDefaultScope(String scope) {
        defaultScopes.remove(scope);
        return this;
    }

    RealmFacts facts() {
        ClientState client = new ClientState("billing", fields, attributes, secret, defaultScopes, Set.of());
        ScopeState roles = new ScopeState(
                "roles", Map.of(), Map.of(), List.of(new Mapper("realm roles", "oidc-role-mapper", Map.of())));
        return new RealmFacts(
                "shop",
                NOW,
                loopback,
                hasJar,
                settings,
                profiles,
                policies,
                hasJar ? setup : null,
                flows,
                executions,
                root,
                Map.of("roles", roles),
                Map.of("roles", "s1", "authscape", "s2", "basic", "s3", "acr", "s4"),
                hasClient ? Map.of("billing", client) : Map.of(),
                Map.of("billing", "c1"));
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
