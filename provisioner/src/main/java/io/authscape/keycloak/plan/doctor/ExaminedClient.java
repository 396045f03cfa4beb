package io.authscape.keycloak.plan.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.JsonAttribute;
import io.authscape.keycloak.plan.NetworkList;
import io.authscape.keycloak.plan.SecretList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A client, and what the rules ask of it. */
record ExaminedClient(ClientState state, RealmFacts realm) {

    static final String MAPPER_SCOPE = "authscape";

    /** The grants that Keycloak keeps in attributes. */
    private static final List<String> GRANTS = List.of(
            "oauth2.device.authorization.grant.enabled", "oidc.ciba.grant.enabled", "standard.token.exchange.enabled");

    String id() {
        return state.clientId();
    }

    boolean is(ClientField field) {
        return "true".equals(state.fields().get(field));
    }

    /** Whether anybody could get a token as it. */
    boolean isInUse() {
        return !"false".equals(state.fields().get(ClientField.ENABLED))
                && !is(ClientField.BEARER_ONLY)
                && "openid-connect".equals(state.fields().getOrDefault(ClientField.PROTOCOL, "openid-connect"));
    }

    boolean isPublic() {
        return is(ClientField.PUBLIC_CLIENT);
    }

    /** Whether a seed has it, so that a change by hand would be undone. */
    boolean isSeeded() {
        return state.attributes().containsKey(AttributeNames.MANAGED_BY);
    }

    /** Whether a seed has it, or our jar governs it. */
    boolean isOurs() {
        return isSeeded() || state.attributes().containsKey(AttributeNames.PERMISSIONS);
    }

    boolean isHashed() {
        return state.hasHashedSecrets();
    }

    boolean hasBrowserFlow() {
        return is(ClientField.STANDARD_FLOW_ENABLED) || is(ClientField.IMPLICIT_FLOW_ENABLED);
    }

    boolean hasAnyGrant() {
        return hasBrowserFlow()
                || is(ClientField.SERVICE_ACCOUNTS_ENABLED)
                || is(ClientField.DIRECT_ACCESS_GRANTS_ENABLED)
                || GRANTS.stream()
                        .anyMatch(name -> "true".equals(state.attributes().get(name)));
    }

    List<String> redirectUris() {
        return ClientField.values(state.fields().getOrDefault(ClientField.REDIRECT_URIS, ""));
    }

    /** Its hashed secrets, revoked ones too. */
    SecretList secrets() {
        return SecretList.read(state.attributes());
    }

    /** Those that let somebody in at this moment. */
    List<HashedSecret> working() {
        return secrets()
                .alive(realm.at())
                .filter(secret -> secret.parsed().isPresent())
                .filter(secret ->
                        secret.notBefore() == null || !secret.notBefore().isAfter(realm.at()))
                .toList();
    }

    /** Whether our jar can read its permission list, if there is one. */
    boolean hasReadablePermissions() {
        JsonNode list = JsonAttribute.read(AttributeNames.PERMISSIONS, state.attributes());
        return list.isArray() && StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual);
    }

    /** The networks that it is kept to, if it has a list. */
    Optional<NetworkList> networks() {
        return NetworkList.of(state.attributes());
    }

    Finding finding(Rule rule, String field, String what, String fix) {
        return Finding.ofClient(rule, id(), field, what, fix);
    }
}
