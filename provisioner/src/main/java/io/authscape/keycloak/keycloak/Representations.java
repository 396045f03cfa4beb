package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.DesiredClient;
import io.authscape.keycloak.plan.DesiredRole;
import io.authscape.keycloak.plan.DesiredScope;
import io.authscape.keycloak.plan.Mapper;
import io.authscape.keycloak.plan.RoleState;
import io.authscape.keycloak.plan.ScopeField;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.seed.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Between Keycloak's representations and the plan's values. */
final class Representations {

    private Representations() {}

    static ClientState state(ClientRepresentation client) {
        Map<ClientField, String> fields = new EnumMap<>(ClientField.class);
        for (ClientField field : ClientField.values()) {
            Object value = get(client, field);
            if (value != null) {
                fields.put(field, value.toString());
            }
        }
        return new ClientState(
                client.getClientId(),
                fields,
                withoutNulls(client.getAttributes()),
                client.getSecret() == null ? null : new Secret(client.getSecret()),
                names(client.getDefaultClientScopes()),
                names(client.getOptionalClientScopes()),
                client.getProtocolMappers() == null
                        ? Set.of()
                        : client.getProtocolMappers().stream()
                                .map(ProtocolMapperRepresentation::getName)
                                .collect(Collectors.toSet()));
    }

    static RoleState state(RoleRepresentation role) {
        return new RoleState(role.getName(), role.getAttributes() == null ? Map.of() : role.getAttributes());
    }

    static ScopeState state(ClientScopeRepresentation scope) {
        Map<ScopeField, String> fields = new EnumMap<>(ScopeField.class);
        fields.put(ScopeField.PROTOCOL, scope.getProtocol());
        fields.put(ScopeField.DESCRIPTION, scope.getDescription());
        List<ProtocolMapperRepresentation> mappers =
                scope.getProtocolMappers() == null ? List.of() : scope.getProtocolMappers();
        return new ScopeState(
                scope.getName(),
                withoutNulls(fields),
                withoutNulls(scope.getAttributes()),
                mappers.stream()
                        .map(mapper -> new Mapper(
                                mapper.getName(), mapper.getProtocolMapper(), withoutNulls(mapper.getConfig())))
                        .toList());
    }

    /** A client that is to be made, with its secrets. */
    static ClientRepresentation representation(ClientChange change, Instant now) {
        ClientRepresentation client = withoutSecrets(change);
        ClientSecrets.writeNew(change, client, now);
        return client;
    }

    /** The same without its secrets. */
    static ClientRepresentation withoutSecrets(ClientChange change) {
        DesiredClient desired = change.desired();
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(desired.clientId());
        desired.fields().forEach((field, value) -> set(client, field, value));
        client.setAttributes(new HashMap<>(desired.attributes()));
        client.setDefaultClientScopes(new ArrayList<>(desired.defaultScopes()));
        client.setOptionalClientScopes(new ArrayList<>(desired.optionalScopes()));
        return client;
    }

    /** A client scope that is to be made. */
    static ClientScopeRepresentation representation(DesiredScope desired) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(desired.name());
        desired.fields().forEach((field, value) -> set(scope, field, value));
        scope.setAttributes(new HashMap<>(desired.attributes()));
        String protocol = desired.fields().get(ScopeField.PROTOCOL);
        scope.setProtocolMappers(desired.mappers().stream()
                .map(mapper -> representation(mapper, protocol))
                .toList());
        return scope;
    }

    /** A realm role that is to be made. */
    static RoleRepresentation representation(DesiredRole desired) {
        RoleRepresentation role = new RoleRepresentation();
        role.setName(desired.name());
        role.setAttributes(new HashMap<>(desired.attributes()));
        return role;
    }

    private static Object get(ClientRepresentation client, ClientField field) {
        return switch (field) {
            case PROTOCOL -> client.getProtocol();
            case ENABLED -> client.isEnabled();
            case NAME -> client.getName();
            case DESCRIPTION -> client.getDescription();
            case PUBLIC_CLIENT -> client.isPublicClient();
            case BEARER_ONLY -> client.isBearerOnly();
            case CLIENT_AUTHENTICATOR_TYPE -> client.getClientAuthenticatorType();
            case SERVICE_ACCOUNTS_ENABLED -> client.isServiceAccountsEnabled();
            case STANDARD_FLOW_ENABLED -> client.isStandardFlowEnabled();
            case IMPLICIT_FLOW_ENABLED -> client.isImplicitFlowEnabled();
            case DIRECT_ACCESS_GRANTS_ENABLED -> client.isDirectAccessGrantsEnabled();
            case FULL_SCOPE_ALLOWED -> client.isFullScopeAllowed();
            case CONSENT_REQUIRED -> client.isConsentRequired();
            case REDIRECT_URIS -> text(client.getRedirectUris());
            case WEB_ORIGINS -> text(client.getWebOrigins());
        };
    }

    static void set(ClientRepresentation client, ClientField field, String value) {
        switch (field) {
            case PROTOCOL -> client.setProtocol(value);
            case ENABLED -> client.setEnabled(Boolean.valueOf(value));
            case NAME -> client.setName(value);
            case DESCRIPTION -> client.setDescription(value);
            case PUBLIC_CLIENT -> client.setPublicClient(Boolean.valueOf(value));
            case BEARER_ONLY -> client.setBearerOnly(Boolean.valueOf(value));
            case CLIENT_AUTHENTICATOR_TYPE -> client.setClientAuthenticatorType(value);
            case SERVICE_ACCOUNTS_ENABLED -> client.setServiceAccountsEnabled(Boolean.valueOf(value));
            case STANDARD_FLOW_ENABLED -> client.setStandardFlowEnabled(Boolean.valueOf(value));
            case IMPLICIT_FLOW_ENABLED -> client.setImplicitFlowEnabled(Boolean.valueOf(value));
            case DIRECT_ACCESS_GRANTS_ENABLED -> client.setDirectAccessGrantsEnabled(Boolean.valueOf(value));
            case FULL_SCOPE_ALLOWED -> client.setFullScopeAllowed(Boolean.valueOf(value));
            case CONSENT_REQUIRED -> client.setConsentRequired(Boolean.valueOf(value));
            case REDIRECT_URIS -> client.setRedirectUris(ClientField.values(value));
            case WEB_ORIGINS -> client.setWebOrigins(ClientField.values(value));
        }
    }

    static void set(ClientScopeRepresentation scope, ScopeField field, String value) {
        switch (field) {
            case PROTOCOL -> scope.setProtocol(value);
            case DESCRIPTION -> scope.setDescription(value);
        }
    }

    static ProtocolMapperRepresentation representation(Mapper mapper, String protocol) {
        ProtocolMapperRepresentation representation = new ProtocolMapperRepresentation();
        representation.setName(mapper.name());
        representation.setProtocol(protocol);
        representation.setProtocolMapper(mapper.type());
        representation.setConfig(new HashMap<>(mapper.config()));
        return representation;
    }

    private static String text(Collection<String> values) {
        return values == null ? "" : ClientField.text(values);
    }

    private static Set<String> names(Collection<String> names) {
        return names == null ? Set.of() : Set.copyOf(names);
    }

    private static <K> Map<K, String> withoutNulls(Map<K, String> map) {
        Map<K, String> copy = map == null ? new HashMap<>() : new HashMap<>(map);
        copy.values().removeIf(value -> value == null);
        return copy;
    }
}
