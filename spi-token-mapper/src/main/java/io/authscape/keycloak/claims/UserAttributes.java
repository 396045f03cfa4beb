package io.authscape.keycloak.claims;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.ClaimNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * Which user attributes AuthScape's claims come from: the settings of a {@link UserClaimsMapper}.
 *
 * @param settings the mapper's configuration; what it doesn't name has its default
 */
record UserAttributes(Map<String, String> settings) {

    /** The claims that are a user attribute as it stands, in AuthScape's order. */
    static final List<String> COPIED =
            List.of(ClaimNames.COMPANY_ID, ClaimNames.COMPANY_NAME, ClaimNames.LOCATION_ID, ClaimNames.LOCATION_NAME);

    private static final String NUMBER = "user.number.attribute";

    static UserAttributes of(ProtocolMapperModel mapper) {
        return new UserAttributes(mapper.getConfig() == null ? Map.of() : mapper.getConfig());
    }

    /** What the client's user tokens go by. */
    static UserAttributes of(ClientModel client) {
        Stream<ProtocolMapperModel> scopes =
                client.getClientScopes(true).values().stream().flatMap(scope -> scope.getProtocolMappersStream());
        return Stream.concat(client.getProtocolMappersStream(), scopes)
                .filter(mapper -> UserClaimsMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()))
                .findFirst()
                .map(UserAttributes::of)
                .orElseGet(() -> new UserAttributes(Map.of()));
    }

    /** The attribute with AuthScape's number of the user. */
    String number() {
        return setting(NUMBER, AttributeNames.USER_ID);
    }

    /** The attribute behind a claim of {@link #COPIED}. */
    String copied(String claim) {
        return setting(key(claim), claim);
    }

    private String setting(String key, String defaultValue) {
        String value = settings.get(key);
        return value == null || value.isBlank() ? defaultValue : value;
    }

    static List<ProviderConfigProperty> properties() {
        return List.of(
                property(
                        NUMBER,
                        "User number attribute",
                        "The user attribute with AuthScape's number of the user, the sub of his tokens. A user without"
                                + " one gets Keycloak's id, and no username claim.",
                        AttributeNames.USER_ID),
                copied(ClaimNames.COMPANY_ID, "Company id attribute", "the number of the user's company"),
                copied(ClaimNames.COMPANY_NAME, "Company name attribute", "the name of the user's company"),
                copied(ClaimNames.LOCATION_ID, "Location id attribute", "the number of the user's location"),
                copied(ClaimNames.LOCATION_NAME, "Location name attribute", "the name of the user's location"));
    }

    private static ProviderConfigProperty copied(String claim, String label, String what) {
        return property(
                key(claim),
                label,
                "The user attribute with " + what + ", for the claim " + claim + ". An empty one leaves the claim out.",
                claim);
    }

    private static String key(String claim) {
        return claim + ".attribute";
    }

    private static ProviderConfigProperty property(String name, String label, String help, String defaultValue) {
        return new ProviderConfigProperty(name, label, help, ProviderConfigProperty.STRING_TYPE, defaultValue);
    }
}
