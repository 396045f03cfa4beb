package io.authscape.keycloak.seed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Makes a {@link ClientSeed}; what isn't set stays undefined. */
public final class ClientSeedBuilder {

    private final String clientId;
    private String owner;
    private ClientType type = ClientType.CONFIDENTIAL;
    private List<SecretSeed> secrets = List.of();
    private SecretStorage secretStorage;
    private KeySet jsonWebKeySet;
    private String displayName;
    private String description;
    private List<String> permissions;
    private List<String> requirements;
    private List<String> redirectUris;
    private List<String> postLogoutRedirectUris;
    private ConsentType consentType;
    private Map<String, String> settings;
    private Map<String, String> claims;
    private Long actsAs;
    private boolean keepsKeycloakSubject;
    private List<String> allowedNetworks;
    private Map<String, JsonNode> descriptor = Map.of();

    ClientSeedBuilder(String clientId) {
        this.clientId = clientId;
    }

    public ClientSeedBuilder owner(String value) {
        owner = value;
        return this;
    }

    public ClientSeedBuilder type(ClientType value) {
        type = value;
        return this;
    }

    public ClientSeedBuilder secrets(List<SecretSeed> value) {
        secrets = value;
        return this;
    }

    /** The only one. */
    public ClientSeedBuilder secret(Secret value) {
        return secrets(List.of(SecretSeed.of(value)));
    }

    public ClientSeedBuilder secretStorage(SecretStorage value) {
        secretStorage = value;
        return this;
    }

    public ClientSeedBuilder jsonWebKeySet(KeySet value) {
        jsonWebKeySet = value;
        return this;
    }

    public ClientSeedBuilder displayName(String value) {
        displayName = value;
        return this;
    }

    public ClientSeedBuilder description(String value) {
        description = value;
        return this;
    }

    public ClientSeedBuilder permissions(List<String> value) {
        permissions = value;
        return this;
    }

    public ClientSeedBuilder requirements(List<String> value) {
        requirements = value;
        return this;
    }

    public ClientSeedBuilder redirectUris(List<String> value) {
        redirectUris = value;
        return this;
    }

    public ClientSeedBuilder postLogoutRedirectUris(List<String> value) {
        postLogoutRedirectUris = value;
        return this;
    }

    public ClientSeedBuilder consentType(ConsentType value) {
        consentType = value;
        return this;
    }

    public ClientSeedBuilder settings(Map<String, String> value) {
        settings = value;
        return this;
    }

    public ClientSeedBuilder claims(Map<String, String> value) {
        claims = value;
        return this;
    }

    public ClientSeedBuilder actsAs(Long value) {
        actsAs = value;
        return this;
    }

    public ClientSeedBuilder keepsKeycloakSubject(boolean value) {
        keepsKeycloakSubject = value;
        return this;
    }

    public ClientSeedBuilder allowedNetworks(List<String> value) {
        allowedNetworks = value;
        return this;
    }

    public ClientSeedBuilder descriptor(Map<String, JsonNode> value) {
        descriptor = value;
        return this;
    }

    public ClientSeed build() {
        return new ClientSeed(
                clientId,
                owner,
                type,
                secrets,
                secretStorage,
                jsonWebKeySet,
                displayName,
                description,
                permissions,
                requirements,
                redirectUris,
                postLogoutRedirectUris,
                consentType,
                settings,
                claims,
                actsAs,
                keepsKeycloakSubject,
                allowedNetworks,
                descriptor);
    }
}
