package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.SharedServers;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.issuer.RootIssuer;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** A service token before an API that validates it with Nimbus, under AuthScape's rules, with both issuers. */
@ParameterizedClass(name = "issuer={0}")
@ValueSource(strings = {"keycloak", "origin"})
class IndependentValidatorIT {

    private static final String AUDIENCE = "resource_server_1";

    private static KeycloakServer server;
    private static TestRealm realm;

    @Parameter
    private String mode;

    @BeforeAll
    static void start() {
        server = SharedServers.withListedHost();
        realm = server.rootRealm();
        DocumentedClients.createIn(realm);
        DocumentedUser.createIn(realm);
        realm.create(DocumentedClients.scope("api2", "resource_server_2"));
        realm.create(DocumentedClients.service("elsewhere", "s3cret", "api2"));
        ClientRepresentation untyped = DocumentedClients.service("untyped", "s3cret", "api1");
        untyped.getAttributes().put("access.token.header.type.rfc9068", "false");
        realm.create(untyped);
    }

    @BeforeEach
    void issuer() {
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.getAttributes().put(RootIssuer.ATTRIBUTE, mode);
        realm.admin().update(representation);
    }

    @Test
    void takesAServiceToken() throws Exception {
        String token = documented();

        JWTClaimsSet claims = api().at(issuedAt(token)).validate(token);

        assertThat(claims.getIssuer()).isEqualTo(expectedIssuer());
        assertThat(claims.getSubject()).isEqualTo("background-service");
        assertThat(claims.getAudience()).containsExactly(AUDIENCE, "rust_server");
        assertThat(claims.getStringClaim("scope")).isEqualTo("api1");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("background-service");
    }

    /** Not a second longer than it says, and no clock skew. */
    @Test
    void takesItUntilItExpires() throws Exception {
        String token = documented();
        Instant expiry = issuedAt(token).plus(Duration.ofHours(1));

        assertThat(api().at(expiry.minusSeconds(1)).validate(token).getExpirationTime())
                .isEqualTo(expiry);
        assertThatThrownBy(() -> api().at(expiry).validate(token)).hasMessage("Expired JWT");
    }

    /** Also the one that differs in nothing but the slash. */
    @Test
    void refusesItUnderAnotherIssuer() {
        String token = documented();
        String slash =
                expectedIssuer().endsWith("/") ? expectedIssuer().replaceFirst("/$", "") : expectedIssuer() + "/";

        for (String other : List.of(slash, otherIssuer())) {
            assertThatThrownBy(() -> new ServiceTokenValidator(other, AUDIENCE, keys())
                            .at(issuedAt(token))
                            .validate(token))
                    .hasMessage("JWT iss claim value rejected");
        }
    }

    @Test
    void refusesATokenForAnotherApi() {
        String token = token("client_id=elsewhere&client_secret=s3cret&scope=api2");

        assertThatThrownBy(() -> api().at(issuedAt(token)).validate(token)).hasMessage("JWT aud claim rejected");
    }

    @Test
    void refusesATokenForNoApi() {
        String token = token("client_id=background-service&client_secret=" + DocumentedClients.SECRET);

        assertThatThrownBy(() -> api().at(issuedAt(token)).validate(token))
                .hasMessage("JWT missing required aud claim");
    }

    @Test
    void refusesATokenOfAnotherType() {
        String token = token("client_id=untyped&client_secret=s3cret&scope=api1");

        assertThatThrownBy(() -> api().at(issuedAt(token)).validate(token))
                .hasMessage("JOSE header typ (type) JWT not allowed");
    }

    /** It is about a user, and signed by the same key. */
    @Test
    void refusesAnIdentityToken() {
        String token = Wire.json(DocumentedUser.signIn(realm, DocumentedUser.NAME, "openid api1"))
                .path("id_token")
                .asText();

        assertThatThrownBy(() -> api().at(issuedAt(token)).validate(token))
                .hasMessage("JOSE header typ (type) JWT not allowed");
    }

    @Test
    void refusesATamperedToken() throws Exception {
        SignedJWT token = SignedJWT.parse(documented());
        JWTClaimsSet more = new JWTClaimsSet.Builder(token.getJWTClaimsSet())
                .claim("scope", "api1 admin")
                .build();
        String tampered =
                token.getHeader().toBase64URL() + "." + more.toPayload().toBase64URL() + "." + token.getSignature();

        assertThatThrownBy(() -> api().at(issuedAt(tampered)).validate(tampered))
                .isInstanceOf(BadJWSException.class)
                .hasMessage("Signed JWT rejected: Invalid signature");
    }

    /** Same header, same claims, same key id. */
    @Test
    void refusesATokenSignedBySomebodyElse() throws Exception {
        SignedJWT token = SignedJWT.parse(documented());
        SignedJWT forged = new SignedJWT(token.getHeader(), token.getJWTClaimsSet());
        forged.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
        String text = forged.serialize();

        assertThatThrownBy(() -> api().at(issuedAt(text)).validate(text))
                .isInstanceOf(BadJWSException.class)
                .hasMessage("Signed JWT rejected: Invalid signature");
    }

    /** The issuer is all that such an API is told; the keys it finds by itself. */
    private ServiceTokenValidator api() {
        return new ServiceTokenValidator(expectedIssuer(), AUDIENCE, keys());
    }

    private URI keys() {
        JsonNode document = Wire.json(Wire.http1().get(server.baseUri().resolve(".well-known/openid-configuration")));
        assertThat(document.path("issuer").asText()).isEqualTo(expectedIssuer());
        URI keys = URI.create(document.path("jwks_uri").asText());
        assertThat(keys).isEqualTo(server.baseUri().resolve(".well-known/jwks"));
        return keys;
    }

    private String expectedIssuer() {
        return mode.equals("origin") ? server.baseUri().toString() : server.url() + "/realms/authscape";
    }

    private String otherIssuer() {
        return mode.equals("origin")
                ? server.url() + "/realms/authscape"
                : server.baseUri().toString();
    }

    private static String documented() {
        return Wire.accessToken(Wire.http1().post(tokenEndpoint(), Wire.DOCUMENTED_BODY));
    }

    private static String token(String form) {
        return Wire.accessToken(Wire.http1().post(tokenEndpoint(), "grant_type=client_credentials&" + form));
    }

    private static URI tokenEndpoint() {
        return server.baseUri().resolve("connect/token");
    }

    private static Instant issuedAt(String token) throws ParseException {
        return SignedJWT.parse(token).getJWTClaimsSet().getIssueTime().toInstant();
    }
}
