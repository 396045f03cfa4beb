package io.authscape.keycloak.seed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A client.
 *
 * @param owner of the file that it stands in; {@code null} until a {@link Seed} takes it up
 * @param type never undefined: who says nothing means a confidential client
 * @param secrets in the file's order; empty if undefined
 * @param secretStorage {@code null} if undefined
 * @param jsonWebKeySet the public keys; {@code null} if undefined
 * @param displayName {@code null} if undefined
 * @param description {@code null} if undefined
 * @param permissions OpenIddict's permission strings in the file's order; {@code null} if undefined
 * @param requirements OpenIddict's requirement strings in the file's order; {@code null} if undefined
 * @param redirectUris {@code null} if undefined
 * @param postLogoutRedirectUris {@code null} if undefined
 * @param consentType {@code null} if undefined
 * @param settings OpenIddict's settings; {@code null} if undefined
 * @param claims of the client's own tokens; {@code null} if undefined
 * @param actsAs the number of the user as whom the client's tokens act; {@code null} if as nobody
 * @param keepsKeycloakSubject whether the client's tokens keep Keycloak's own {@code sub}
 * @param allowedNetworks from where alone it gets tokens, empty for anywhere; {@code null} if undefined
 * @param descriptor the members that Keycloak has no place for, by name, as the file writes them; an undefined one is
 *     left out
 */
public record ClientSeed(
        String clientId,
        String owner,
        ClientType type,
        List<SecretSeed> secrets,
        SecretStorage secretStorage,
        KeySet jsonWebKeySet,
        String displayName,
        String description,
        List<String> permissions,
        List<String> requirements,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        ConsentType consentType,
        Map<String, String> settings,
        Map<String, String> claims,
        Long actsAs,
        boolean keepsKeycloakSubject,
        List<String> allowedNetworks,
        Map<String, JsonNode> descriptor) {

    public ClientSeed {
        secrets = List.copyOf(secrets);
        permissions = copy(permissions);
        requirements = copy(requirements);
        redirectUris = copy(redirectUris);
        postLogoutRedirectUris = copy(postLogoutRedirectUris);
        settings = copy(settings);
        claims = copy(claims);
        allowedNetworks = copy(allowedNetworks);
        descriptor = Map.copyOf(descriptor);
    }

    /** Starts a confidential client of which nothing else is defined. */
    public static ClientSeedBuilder named(String clientId) {
        return new ClientSeedBuilder(clientId);
    }

    /** Whether the seed gives the client this permission. */
    public boolean may(String permission) {
        return permissions != null && permissions.contains(permission);
    }

    public boolean isPublic() {
        return type == ClientType.PUBLIC;
    }

    /** Whether the seed says a secret, known by now or not, or its hash. */
    public boolean hasSecret() {
        return !secrets.isEmpty();
    }

    /** The secret that somebody who signs in as the client shows; {@code null} if none is known by now. */
    public Secret secret() {
        return secrets.stream()
                .map(SecretSeed::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whether somebody can sign in as the client who has the seed and its stores: a hash alone doesn't do. */
    public boolean hasUsableSecret() {
        return secrets.stream().anyMatch(secret -> secret.hash() == null);
    }

    /** The same client with other secrets. */
    public ClientSeed withSecrets(List<SecretSeed> others) {
        return toBuilder().secrets(others).build();
    }

    /** Whether the seed says {@code "secretStorage": "plain"}: Keycloak's own means will do. */
    public boolean needsNoJar() {
        return secretStorage == SecretStorage.PLAIN;
    }

    ClientSeed ownedBy(String other) {
        return toBuilder().owner(other).build();
    }

    private ClientSeedBuilder toBuilder() {
        return new ClientSeedBuilder(clientId)
                .owner(owner)
                .type(type)
                .secrets(secrets)
                .secretStorage(secretStorage)
                .jsonWebKeySet(jsonWebKeySet)
                .displayName(displayName)
                .description(description)
                .permissions(permissions)
                .requirements(requirements)
                .redirectUris(redirectUris)
                .postLogoutRedirectUris(postLogoutRedirectUris)
                .consentType(consentType)
                .settings(settings)
                .claims(claims)
                .actsAs(actsAs)
                .keepsKeycloakSubject(keepsKeycloakSubject)
                .allowedNetworks(allowedNetworks)
                .descriptor(descriptor);
    }

    /** Whether the client can prove who it is by a key. */
    public boolean hasKeys() {
        return jsonWebKeySet != null && !jsonWebKeySet.isEmpty();
    }

    private static List<String> copy(List<String> list) {
        return list == null ? null : List.copyOf(list);
    }

    /** Keeps the file's order, which is what a reviewer compares. */
    private static Map<String, String> copy(Map<String, String> map) {
        return map == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
