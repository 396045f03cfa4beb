package io.authscape.keycloak.plan.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The parts of {@code authscape-realm.json} that a realm needs before our jar works in it.
 *
 * @param file the whole realm, in Keycloak's import format
 */
public record ShippedRealm(JsonNode file) {

    /** Its client scope, client profile, client policy and group of user attributes all have this name. */
    static final String NAME = "authscape";

    /** The flow by which clients sign in: a copy of Keycloak's own with our authenticator in it. */
    public static final String CLIENT_FLOW = "authscape clients";

    private static final String USER_PROFILE_PROVIDER = "org.keycloak.userprofile.UserProfileProvider";

    /** Of all the client scopes of a realm the one that carries our mappers; missing if there is none. */
    public static JsonNode mapperScopeOf(JsonNode scopes) {
        return named(scopes, NAME);
    }

    JsonNode mapperScope() {
        return mapperScopeOf(file.path("clientScopes"));
    }

    JsonNode clientProfile() {
        return named(file.path("clientProfiles").path("profiles"), NAME);
    }

    JsonNode clientPolicy() {
        return named(file.path("clientPolicies").path("policies"), NAME);
    }

    /** The user attributes behind AuthScape's claims. */
    List<JsonNode> userAttributes() {
        return elements(userProfile().path("attributes"))
                .filter(attribute -> NAME.equals(attribute.path("group").asText()))
                .toList();
    }

    JsonNode userGroup() {
        return named(userProfile().path("groups"), NAME);
    }

    /** The element of a list with this name; missing if there is none. */
    static JsonNode named(JsonNode list, String name) {
        return elements(list)
                .filter(element -> name.equals(element.path("name").asText()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** A text in the import format, an object in the Admin API's. */
    private JsonNode userProfile() {
        String text = file.path("components")
                .path(USER_PROFILE_PROVIDER)
                .path(0)
                .path("config")
                .path("kc.user.profile.config")
                .path(0)
                .asText();
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the shipped realm's user profile is no JSON", e);
        }
    }
}
