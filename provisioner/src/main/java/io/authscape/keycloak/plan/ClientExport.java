package io.authscape.keycloak.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSettings;
import io.authscape.keycloak.seed.ClientType;
import io.authscape.keycloak.seed.ConsentType;
import io.authscape.keycloak.seed.KeySet;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.SecretStorage;
import io.authscape.keycloak.seed.TimeSpan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a Keycloak client becomes a seed's: {@link ClientMapping} backwards. Of a client of ours it takes what we wrote;
 * what differs from that was changed by hand, and is for the plan to tell. Of another client it takes what Keycloak's
 * own settings say.
 */
final class ClientExport {

    private final ClientState client;
    private final Instant now;
    private final Map<String, JsonNode> descriptor;

    private ClientExport(ClientState client, Instant now) {
        this.client = client;
        this.now = now;
        this.descriptor = DescriptorAttribute.read(client.attributes());
    }

    /** The client without a secret in plain text. */
    static ClientSeed seed(ClientState client, Instant now) {
        return new ClientExport(client, now).seed();
    }

    private ClientSeed seed() {
        ConsentType consentType = consentType();
        List<String> requirements = requirements();
        Map<String, String> settings = settings();
        return ClientSeed.named(client.clientId())
                .type(is(ClientField.PUBLIC_CLIENT) ? ClientType.PUBLIC : ClientType.CONFIDENTIAL)
                .jsonWebKeySet(keySet())
                .displayName(field(ClientField.NAME))
                .description(field(ClientField.DESCRIPTION))
                .permissions(permissions())
                .requirements(requirements)
                .redirectUris(redirectUris())
                .postLogoutRedirectUris(postLogoutRedirectUris())
                .consentType(consentType)
                .settings(settings)
                .claims(claims())
                .actsAs(actsAs())
                .keepsKeycloakSubject(AttributeNames.SUBJECT_KEYCLOAK.equals(
                        client.attributes().get(AttributeNames.SUBJECT)))
                .allowedNetworks(allowedNetworks())
                .descriptor(DescriptorAttribute.withoutPlaces(descriptor))
                .secretStorage(
                        isOurs() && !client.defaultScopes().contains(ClientMapping.MAPPER_SCOPE)
                                ? SecretStorage.PLAIN
                                : null)
                .secrets(secrets())
                .build();
    }

    /** Hashes are no secrets, and another realm can do with them what this one does. */
    private List<SecretSeed> secrets() {
        if (!client.hasHashedSecrets()) {
            return List.of();
        }
        List<SecretSeed> alive = SecretList.read(client.attributes())
                .alive(now)
                // What doesn't count yet, or belongs to a rotation under way, no seed can say: ExportCheck tells.
                .filter(secret -> secret.counts(now))
                .map(secret -> SecretSeed.ofHash(secret.hash())
                        .named(secret.id())
                        .expiring(secret.expires())
                        .labelled(secret.label()))
                .toList();
        boolean plain = alive.size() == 1
                && alive.get(0).equals(SecretSeed.ofHash(alive.get(0).hash()).named(SecretMatch.DEFAULT_ID));
        return plain ? List.of(alive.get(0).named(null)) : alive;
    }

    private KeySet keySet() {
        boolean byKey = ClientMapping.KEY_AUTHENTICATOR.equals(field(ClientField.CLIENT_AUTHENTICATOR_TYPE))
                && "true".equals(client.attributes().get("use.jwks.string"));
        JsonNode keys = byKey ? JsonAttribute.tree(client.attributes().getOrDefault("jwks.string", "")) : null;
        return keys == null || !keys.isObject() ? null : KeySet.of(keys);
    }

    private List<String> permissions() {
        return client.attributes().containsKey(AttributeNames.PERMISSIONS)
                ? JsonAttribute.texts(JsonAttribute.read(AttributeNames.PERMISSIONS, client.attributes()))
                : GrantMapping.permissions(client);
    }

    private List<String> requirements() {
        List<String> kept = DescriptorAttribute.requirements(client.attributes());
        if (isOurs() || !kept.isEmpty()) {
            return kept.isEmpty() ? null : kept;
        }
        List<String> requirements = new ArrayList<>();
        if (!attribute("pkce.code.challenge.method").isEmpty()) {
            requirements.add(Permissions.PROOF_KEY_FOR_CODE_EXCHANGE);
        }
        if ("true".equals(attribute("require.pushed.authorization.requests"))) {
            requirements.add(ClientMapping.PUSHED_AUTHORIZATION);
        }
        return requirements.isEmpty() ? null : requirements;
    }

    private List<String> redirectUris() {
        List<String> uris = ClientField.values(client.fields().getOrDefault(ClientField.REDIRECT_URIS, ""));
        return uris.isEmpty() ? null : uris;
    }

    /** Keycloak's words for "none" and for "the redirect URIs" aren't a seed's. */
    private List<String> postLogoutRedirectUris() {
        String uris = attribute(RedirectMapping.POST_LOGOUT);
        if (uris.equals(RedirectMapping.NONE)) {
            return null;
        }
        List<String> own = redirectUris() == null ? List.of() : redirectUris();
        List<String> addresses = Stream.of(uris.isEmpty() ? RedirectMapping.AS_REDIRECT_URIS : uris)
                .flatMap(list -> Stream.of(list.split("##", -1)))
                .flatMap(uri -> uri.equals(RedirectMapping.AS_REDIRECT_URIS) ? own.stream() : Stream.of(uri))
                .distinct()
                .toList();
        return addresses.isEmpty() ? null : addresses;
    }

    private ConsentType consentType() {
        String kept = descriptor.containsKey(DescriptorAttribute.CONSENT_TYPE)
                ? descriptor.get(DescriptorAttribute.CONSENT_TYPE).asText()
                : "";
        return Stream.of(ConsentType.values())
                .filter(type -> type.toString().equals(kept))
                .findFirst()
                .orElse(is(ClientField.CONSENT_REQUIRED) ? ConsentType.EXPLICIT : null);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        String seconds = attribute("access.token.lifespan");
        if (seconds.matches("[1-9][0-9]{0,8}")) {
            settings.put(ClientSettings.ACCESS_TOKEN_LIFETIME, TimeSpan.of(Integer.parseInt(seconds)));
        }
        if (descriptor.containsKey(DescriptorAttribute.SETTINGS)) {
            settings.putAll(JsonAttribute.map(descriptor.get(DescriptorAttribute.SETTINGS)));
        }
        return settings.isEmpty() ? null : settings;
    }

    private Map<String, String> claims() {
        Map<String, String> claims = JsonAttribute.map(JsonAttribute.read(AttributeNames.CLAIMS, client.attributes()));
        return claims.isEmpty() ? null : claims;
    }

    /** As they are written; of a list that can't be read ExportCheck tells. */
    private List<String> allowedNetworks() {
        return NetworkList.of(client.attributes())
                .filter(NetworkList::isReadable)
                .map(list -> JsonAttribute.texts(JsonAttribute.read(AttributeNames.NETWORKS, client.attributes())))
                .orElse(null);
    }

    private Long actsAs() {
        return JsonAttribute.number(attribute(AttributeNames.ACTS_AS));
    }

    private boolean isOurs() {
        return !attribute(AttributeNames.MANAGED_BY).isEmpty();
    }

    private String attribute(String name) {
        return client.attributes().getOrDefault(name, "");
    }

    private boolean is(ClientField field) {
        return "true".equals(client.fields().get(field));
    }

    /** Keycloak's empty texts are none. */
    private String field(ClientField field) {
        String value = client.fields().getOrDefault(field, "");
        return value.isEmpty() ? null : value;
    }
}
