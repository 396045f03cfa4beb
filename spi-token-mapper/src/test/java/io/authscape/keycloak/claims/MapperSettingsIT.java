package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ConfigPropertyRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.ProtocolMapperTypeRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The user mapper's settings: how the Admin Console shows them, and that they count. */
@ExtendWith(KeycloakExtension.class)
class MapperSettingsIT {

    private static TestRealm realm;

    @BeforeAll
    static void realm(TestRealm own) {
        realm = own;
        realm.create(DocumentedClients.scope("api1", "resource_server_1"));
    }

    @Test
    void theAdminConsoleShowsEachWithALabelAHelpTextAndItsDefault() {
        List<ConfigPropertyRepresentation> settings = type().getProperties();

        assertThat(settings).allSatisfy(setting -> {
            assertThat(setting.getLabel()).isNotBlank();
            assertThat(setting.getHelpText()).isNotBlank();
        });
        assertThat(settings.stream()
                        .collect(Collectors.toMap(
                                ConfigPropertyRepresentation::getName, ConfigPropertyRepresentation::getDefaultValue)))
                .isEqualTo(Map.of(
                        "user.number.attribute", AttributeNames.USER_ID,
                        "companyId.attribute", "companyId",
                        "companyName.attribute", "companyName",
                        "locationId.attribute", "locationId",
                        "locationName.attribute", "locationName"));
        assertThat(mapper().getConfig().keySet())
                .isEqualTo(settings.stream()
                        .map(ConfigPropertyRepresentation::getName)
                        .collect(Collectors.toSet()));
    }

    @Test
    void anotherAttributeIsTakenWhereTheSettingSaysSo() {
        ProtocolMapperRepresentation mapper = mapper();
        mapper.getConfig().put("user.number.attribute", "locationId");
        mapper.getConfig().put("companyName.attribute", "locationName");
        mappers().update(mapper.getId(), mapper);
        UserRepresentation user = DocumentedUser.user("other@example.com", "5");
        user.getAttributes().put("locationId", List.of("4711"));
        user.getAttributes().put("locationName", List.of("Headquarters"));
        DocumentedUser.create(realm, user);
        ClientRepresentation client = DocumentedClients.service("actor", "s3cret", "api1");
        client.getAttributes().put(AttributeNames.ACTS_AS, "4711");
        realm.create(client);

        JsonNode claims = Jwt.claims(Wire.accessToken(Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token"),
                        "grant_type=client_credentials&client_id=actor&client_secret=s3cret")));

        assertThat(claims.path("sub").asText()).isEqualTo("4711");
        assertThat(claims.path("username").asText()).isEqualTo("other@example.com");
        assertThat(claims.path("companyName").asText()).isEqualTo("Headquarters");
    }

    private static ProtocolMapperTypeRepresentation type() {
        return realm.server().admin().serverInfo().getInfo().getProtocolMapperTypes().get("openid-connect").stream()
                .filter(type -> type.getId().equals(UserClaimsMapper.PROVIDER_ID))
                .findFirst()
                .orElseThrow();
    }

    private static ProtocolMapperRepresentation mapper() {
        return mappers().getMappers().stream()
                .filter(mapper -> mapper.getProtocolMapper().equals(UserClaimsMapper.PROVIDER_ID))
                .findFirst()
                .orElseThrow();
    }

    private static ProtocolMappersResource mappers() {
        String id = realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals("authscape"))
                .findFirst()
                .orElseThrow()
                .getId();
        return realm.admin().clientScopes().get(id).getProtocolMappers();
    }
}
