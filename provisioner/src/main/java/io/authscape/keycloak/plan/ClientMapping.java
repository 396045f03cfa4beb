package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.contract.SecretMembers;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSettings;
import io.authscape.keycloak.seed.SecretStorage;
import io.authscape.keycloak.seed.TimeSpan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How a seed's client becomes a Keycloak client: design.md's table, as code. */
final class ClientMapping {

    /** The client scope that carries AuthScape's mappers. */
    static final String MAPPER_SCOPE = "authscape";

    static final String SECRET_AUTHENTICATOR = "client-secret";
    static final String KEY_AUTHENTICATOR = "client-jwt";

    /** Where Keycloak's own rotation, a preview feature, keeps the secret before. */
    static final String ROTATED_SECRET = "client.secret.rotated";

    static final String PUSHED_AUTHORIZATION = "ft:par";

    private final ClientSeed client;
    private final String owner;
    private final Set<String> defaultScopes;
    private final ClientState standing;
    private final boolean isNew;
    private final Map<ClientField, String> fields = new LinkedHashMap<>();
    private final Map<String, String> attributes = new TreeMap<>();

    private ClientMapping(ClientSeed client, String owner, Set<String> defaultScopes, ClientState standing) {
        this.client = client;
        this.owner = owner;
        this.defaultScopes = defaultScopes;
        this.isNew = standing == null;
        this.standing =
                isNew ? new ClientState(client.clientId(), Map.of(), Map.of(), null, Set.of(), Set.of()) : standing;
    }

    /** What the seed wants of a client that doesn't exist yet. */
    static DesiredClient ofNew(ClientSeed client, String owner, Set<String> defaultScopes) {
        return new ClientMapping(client, owner, defaultScopes, null).desired();
    }

    /** What the seed wants of a client that exists: nothing where it says nothing. */
    static DesiredClient ofExisting(ClientSeed client, String owner, Set<String> defaultScopes, ClientState state) {
        return new ClientMapping(client, owner, defaultScopes, state).desired();
    }

    private DesiredClient desired() {
        fields.put(ClientField.PROTOCOL, ScopeMapping.OIDC);
        if (isNew) {
            fields.put(ClientField.ENABLED, "true");
        }
        if (client.displayName() != null) {
            fields.put(ClientField.NAME, client.displayName());
        }
        if (client.description() != null) {
            fields.put(ClientField.DESCRIPTION, client.description());
        }
        fields.put(ClientField.PUBLIC_CLIENT, Boolean.toString(client.isPublic()));
        if ("true".equals(standing.fields().get(ClientField.BEARER_ONLY))) {
            // Such a client gets no token, whatever it is permitted.
            fields.put(ClientField.BEARER_ONLY, "false");
        }
        credentials();
        if (client.consentType() != null) {
            fields.put(
                    ClientField.CONSENT_REQUIRED,
                    Boolean.toString(client.consentType().asksTheUser()));
        }
        fields.put(ClientField.FULL_SCOPE_ALLOWED, "false");
        attributes.put(AttributeNames.MANAGED_BY, owner);
        attributes.put("access.token.header.type.rfc9068", "true");
        attributes.put("client_credentials.use_refresh_token", "false");
        RedirectMapping.put(client, isNew ? null : standing, fields, attributes);
        Set<String> optionalScopes = permissions();
        requirements();
        settings();
        subject();
        networks();
        DescriptorAttribute.put(DescriptorAttribute.members(client), standing.attributes(), attributes);
        if (isNew) {
            // Keycloak keeps no empty ones.
            attributes.values().removeIf(String::isEmpty);
        }
        SecretChoice secrets = SecretChoice.of(client, isNew ? null : standing);
        return new DesiredClient(
                client.clientId(),
                fields,
                attributes,
                secrets.storage(),
                secrets.secrets(),
                defaultScopes,
                optionalScopes);
    }

    /** Without a secret or keys in the seed a client keeps the proof that it has. */
    private void credentials() {
        if (client.hasKeys()) {
            fields.put(ClientField.CLIENT_AUTHENTICATOR_TYPE, KEY_AUTHENTICATOR);
            attributes.put("use.jwks.string", "true");
            attributes.put("jwks.string", keys());
            // Keycloak refuses a client with both.
            switchOff("use.jwks.url");
            return;
        }
        if (client.jsonWebKeySet() != null) {
            switchOff("use.jwks.string");
            attributes.put("jwks.string", "");
        }
        SecretStorage storage = SecretChoice.of(client, isNew ? null : standing).storage();
        if (storage != null) {
            fields.put(
                    ClientField.CLIENT_AUTHENTICATOR_TYPE,
                    storage == SecretStorage.HASHED ? SecretMembers.AUTHENTICATOR : SECRET_AUTHENTICATOR);
        }
    }

    /** The order of a key's members means nothing: the same keys in another order stay as they are. */
    private String keys() {
        String wanted = client.jsonWebKeySet().json();
        String there = standing.attributes().getOrDefault("jwks.string", "");
        return JsonAttribute.tree(wanted).equals(JsonAttribute.tree(there)) ? there : wanted;
    }

    /** Tells the optional scopes; {@code null} if undefined. */
    private Set<String> permissions() {
        if (client.permissions() != null || isNew) {
            List<String> permissions = client.permissions() == null ? List.of() : client.permissions();
            GrantMapping.put(permissions, client.isPublic(), fields, attributes);
            return GrantMapping.optionalScopes(permissions);
        }
        if (!standing.attributes().containsKey(AttributeNames.PERMISSIONS)) {
            // A client of ours always has a list; without one nothing would say what it may do.
            attributes.put(
                    AttributeNames.PERMISSIONS,
                    JsonAttribute.of(AttributeNames.PERMISSIONS, JsonAttribute.list(List.of())));
        }
        if (client.isPublic() || "true".equals(standing.fields().get(ClientField.PUBLIC_CLIENT))) {
            fields.put(
                    ClientField.SERVICE_ACCOUNTS_ENABLED,
                    GrantMapping.serviceAccount(standingPermissions(), client.isPublic()));
        }
        return null;
    }

    private List<String> standingPermissions() {
        return JsonAttribute.texts(JsonAttribute.read(AttributeNames.PERMISSIONS, standing.attributes()));
    }

    private void requirements() {
        List<String> permissions = client.permissions() == null ? standingPermissions() : client.permissions();
        List<String> requirements = client.requirements() == null
                ? DescriptorAttribute.requirements(standing.attributes())
                : client.requirements();
        if (client.permissions() != null || client.requirements() != null) {
            boolean proofKey = permissions.contains(Permissions.AUTHORIZATION_CODE_GRANT)
                    || requirements.contains(Permissions.PROOF_KEY_FOR_CODE_EXCHANGE);
            attributes.put("pkce.code.challenge.method", proofKey ? "S256" : "");
        }
        if (requirements.contains(PUSHED_AUTHORIZATION)) {
            attributes.put("require.pushed.authorization.requests", "true");
        } else if (client.requirements() != null) {
            switchOff("require.pushed.authorization.requests");
        }
    }

    private void settings() {
        if (client.settings() != null) {
            String lifetime = client.settings().getOrDefault(ClientSettings.ACCESS_TOKEN_LIFETIME, "");
            String seconds = TimeSpan.seconds(lifetime).stream()
                    .mapToObj(Integer::toString)
                    .findFirst()
                    .orElse("");
            attributes.put("access.token.lifespan", seconds);
        }
    }

    /** Whom a token speaks for has no "untouched": what a reviewer doesn't see in the seed must not be there. */
    private void subject() {
        if (client.claims() != null) {
            attributes.put(
                    AttributeNames.CLAIMS,
                    client.claims().isEmpty()
                            ? ""
                            : JsonAttribute.of(AttributeNames.CLAIMS, JsonAttribute.map(client.claims())));
        }
        attributes.put(AttributeNames.ACTS_AS, client.actsAs() == null ? "" : Long.toString(client.actsAs()));
        attributes.put(AttributeNames.SUBJECT, client.keepsKeycloakSubject() ? AttributeNames.SUBJECT_KEYCLOAK : "");
    }

    /** Emptied is not limited; the jar takes a list without an element for one that allows nothing. */
    private void networks() {
        if (client.allowedNetworks() != null) {
            attributes.put(
                    AttributeNames.NETWORKS,
                    client.allowedNetworks().isEmpty()
                            ? ""
                            : JsonAttribute.of(AttributeNames.NETWORKS, JsonAttribute.list(client.allowedNetworks())));
        }
    }

    private void switchOff(String attribute) {
        if ("true".equals(standing.attributes().get(attribute))) {
            attributes.put(attribute, "false");
        }
    }
}
