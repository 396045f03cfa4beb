package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@ExtendWith(KeycloakExtension.class)
class ServiceClaimsIT {

    private static TestRealm realm;

    @BeforeAll
    static void scopes(TestRealm own) {
        realm = own;
        realm.create(DocumentedClients.scope("api1", "zeta", "alpha"));
        realm.create(DocumentedClients.scope("api2", "beta", "alpha"));
        realm.create(DocumentedClients.scope("bare"));
        realm.create(DocumentedClients.service("multi", "s3cret", "api1", "api2", "bare"));
    }

    @ParameterizedTest
    @CsvSource({
        "api1 api2, api1 api2, '[\"zeta\",\"alpha\",\"beta\"]'",
        "api2 api1, api2 api1, '[\"beta\",\"alpha\",\"zeta\"]'",
        "api1 api1, api1, '[\"zeta\",\"alpha\"]'",
        "bare api1, bare api1, '[\"zeta\",\"alpha\"]'",
    })
    void scopeAndAudienceStandInTheOrderOfTheRequest(String requested, String scope, String audience) {
        JsonNode claims = claims("multi", requested);

        assertThat(claims.path("scope").asText()).isEqualTo(scope);
        assertThat(claims.path("aud").toString()).isEqualTo(audience);
    }

    @Test
    void aScopeWithoutResourcesBringsNoAudience() {
        assertThat(claims("multi", "bare").has("aud")).isFalse();
    }

    @Test
    void theClientsOwnClaimsAreAddedAndProtocolClaimsRefused() {
        ClientRepresentation client = DocumentedClients.service("tenant", "s3cret", "api1");
        client.getAttributes()
                .put(
                        AttributeNames.CLAIMS,
                        "{\"v\":1,\"claims\":{\"companyId\":\"1\",\"sub\":\"12345\",\"oi_prst\":\"x\","
                                + "\"username\":\"admin\"}}");
        realm.create(client);

        JsonNode claims = claims("tenant", "api1");

        assertThat(claims.path("companyId").asText()).isEqualTo("1");
        assertThat(claims.path("sub").asText()).isEqualTo("tenant");
        assertThat(claims.path("oi_prst").asText()).isEqualTo("tenant");
        assertThat(claims.has("username")).isFalse();
    }

    /** Keycloak looks users up by {@code sub}: such a token would be that user's. */
    @Test
    void aClientNamedLikeAUsersIdGetsNoToken() {
        UserRepresentation user = new UserRepresentation();
        user.setUsername("victim");
        String userId;
        try (Response created = realm.admin().users().create(user)) {
            userId = CreatedResponseUtil.getCreatedId(created);
        }
        realm.create(DocumentedClients.service(userId, "s3cret", "api1"));

        assertRefused(token(userId, "api1", "connect/token"));
        assertRefused(token(userId, "api1", "protocol/openid-connect/token"));
    }

    /** Made in the Admin Console, say: it has our scope, for that is the realm's default. */
    @Test
    void aClientThatIsNotOursKeepsKeycloaksClaims() {
        ClientRepresentation client = DocumentedClients.service("by-hand", "s3cret");
        client.setAttributes(null);
        realm.create(client);

        JsonNode claims = claims("by-hand", "");

        assertThat(claims.path("sub").asText()).isNotEqualTo("by-hand");
        assertThat(claims.has("oi_prst")).isFalse();
    }

    @Test
    void keycloaksOwnClaimsNeverComeThrough() {
        ClientScopeRepresentation stock = DocumentedClients.scope("stock", "account-api");
        stock.getProtocolMappers().add(hardcoded("preferred_username", "admin"));
        stock.getProtocolMappers().add(hardcoded("email_verified", "true"));
        stock.getProtocolMappers().add(hardcoded("oi_au_id", "x"));
        stock.getProtocolMappers().add(hardcoded("tenant", "kept"));
        realm.create(stock);
        realm.create(DocumentedClients.service("stock-scopes", "s3cret", "stock"));

        JsonNode claims = claims("stock-scopes", "stock");

        assertThat(claims.has("preferred_username")).isFalse();
        assertThat(claims.has("email_verified")).isFalse();
        assertThat(claims.has("oi_au_id")).isFalse();
        assertThat(claims.path("tenant").asText()).isEqualTo("kept");
    }

    private static ProtocolMapperRepresentation hardcoded(String claim, String value) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(claim);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-hardcoded-claim-mapper");
        mapper.setConfig(Map.of(
                "claim.name", claim, "claim.value", value, "jsonType.label", "String", "access.token.claim", "true"));
        return mapper;
    }

    @Test
    void aClientNamedByDigitsGetsNoToken() {
        realm.create(DocumentedClients.service("12345", "s3cret", "api1"));

        assertRefused(token("12345", "api1", "connect/token"));
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Wire.json(response).path("error").asText()).isEqualTo("unauthorized_client");
    }

    private static JsonNode claims(String clientId, String scope) {
        HttpResponse<String> response = token(clientId, scope, "connect/token");
        assertThat(response.statusCode()).isEqualTo(200);
        try {
            return Wire.json(
                    SignedJWT.parse(Wire.accessToken(response)).getPayload().toString());
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpResponse<String> token(String clientId, String scope, String path) {
        return Wire.http1()
                .post(
                        realm.uri(path),
                        "grant_type=client_credentials&client_secret=s3cret&client_id=" + clientId + "&scope="
                                + scope.replace(' ', '+'));
    }
}
