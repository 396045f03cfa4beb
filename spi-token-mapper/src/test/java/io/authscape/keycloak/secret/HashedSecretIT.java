package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.contract.SaltedDigest;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;

/** A client whose secrets Keycloak only knows as hashes, at each endpoint where a client says who it is. */
@ExtendWith(KeycloakExtension.class)
class HashedSecretIT {

    private static final String CLIENT = "hashed: 50 % & more + ü";
    private static final String SLOW = "a secret: 100 %, & more + ü";
    private static final String FAST = "q8Zk3vR1xT7mLw0Yc5NfJ2hBs9Ug4KdA";
    private static final String IDENTITY_SERVERS = "secret";
    private static final String KEYCLOAKS_OWN = "keycloaks-own";
    private static final String REDIRECT_URI = "http://localhost:3000/signin-oidc";

    /** Wrong, or right at another time. */
    private static final List<String> NEVER =
            List.of("wrong", "expired", "not-yet", "revoked", "unreadable", KEYCLOAKS_OWN, " ");

    private static TestRealm realm;

    @BeforeAll
    static void create(TestRealm testRealm) {
        realm = testRealm;
        realm.create(DocumentedClients.scope("api1", "resource_server_1"));
        create(
                CLIENT,
                list(
                        entry("slow", Pbkdf2Hash.of(SLOW), ""),
                        entry("fast", SaltedDigest.of(FAST), ",\"expires\":\"2999-01-01T00:00:00Z\""),
                        "{\"id\":\"digest\",\"hash\":\"K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=\"}",
                        entry("past", Pbkdf2Hash.of("expired"), ",\"expires\":\"2020-01-01T00:00:00Z\""),
                        entry("future", Pbkdf2Hash.of("not-yet"), ",\"notBefore\":\"2999-01-01T00:00:00Z\""),
                        entry("gone", Pbkdf2Hash.of("revoked"), ",\"revoked\":\"2020-01-01T00:00:00Z\""),
                        entry("odd", Pbkdf2Hash.of("unreadable"), ",\"expires\":\"some day\"")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "protocol/openid-connect/token            | grant_type=client_credentials | 200",
                "connect/token                            | grant_type=client_credentials | 200",
                "protocol/openid-connect/token/introspect | token=TOKEN                   | 200",
                "connect/introspect                       | token=TOKEN                   | 200",
                "protocol/openid-connect/revoke           | token=TOKEN                   | 200",
                "connect/revocation                       | token=TOKEN                   | 200",
                "protocol/openid-connect/ext/par/request  | response_type=code&scope=openid&redirect_uri="
                        + "http%3A%2F%2Flocalhost%3A3000%2Fsignin-oidc&code_challenge_method=S256"
                        + "&code_challenge=Blmil-EyQZQ2va4yw-8KRr9FxVoP_nUN0-IPC3Sgctc | 201",
            })
    void whereAClientSaysWhoItIsEachSecretThatCountsLetsItIn(String endpoint, String form, int status) {
        URI uri = realm.uri(endpoint);
        for (String secret : List.of(SLOW, FAST, IDENTITY_SERVERS)) {
            assertThat(post(uri, withToken(form), CLIENT, secret).statusCode()).isEqualTo(status);
            assertThat(basic(uri, withToken(form), CLIENT, secret).statusCode()).isEqualTo(status);
        }
        for (String secret : NEVER) {
            assertThat(post(uri, withToken(form), CLIENT, secret).statusCode())
                    .as(secret)
                    .isEqualTo(401);
        }
        assertThat(basic(uri, withToken(form), CLIENT, "wrong").statusCode()).isEqualTo(401);
        // 400 where OpenIddict says that the parameter is missing.
        assertThat(post(uri, withToken(form), CLIENT, "").statusCode()).isIn(400, 401);
        assertThat(Wire.http1()
                        .post(uri, withToken(form) + "&client_id=" + encoded(CLIENT))
                        .statusCode())
                .isIn(400, 401);
    }

    @Test
    void aWrongSecretIsToldInTheWordsOfTheDoor() {
        HttpResponse<String> natively = post(nativeDoor(), "grant_type=client_credentials", CLIENT, "wrong");
        HttpResponse<String> atTheAlias = post(alias(), "grant_type=client_credentials", CLIENT, KEYCLOAKS_OWN);

        assertThat(natively.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(Wire.json(atTheAlias).path("error_description").asText())
                .isEqualTo("The specified client credentials are invalid.");
    }

    /** The header's parts are form-encoded (RFC 6749 section 2.3.1); as they are, they may be another secret. */
    @Test
    void theHeaderIsFormDecoded() {
        replace("plus", list(entry("a", Pbkdf2Hash.of("a+b"), "")));

        assertThat(header(nativeDoor(), "grant_type=client_credentials", "plus:a%2Bb")
                        .statusCode())
                .isEqualTo(200);
        assertThat(header(nativeDoor(), "grant_type=client_credentials", "plus:a+b")
                        .statusCode())
                .as("a blank between")
                .isEqualTo(401);
    }

    /** What a real OpenIddict said of each shape; IdentityServer's count here, too. */
    @ParameterizedTest
    @CsvFileSource(files = "../contract/src/test/resources/openiddict-hashes.csv", numLinesToSkip = 1)
    void aHashLetsInWhomOpenIddictLetsIn(String shape, String stored, boolean lets) {
        String hash = (stored == null ? "" : stored).replace("\n", "\\n");
        replace("shapes", list("{\"id\":\"a\",\"hash\":\"" + hash + "\"}"));

        int status = post(alias(), "grant_type=client_credentials", "shapes", "s3cret")
                .statusCode();

        assertThat(status).as(shape).isEqualTo(lets || shape.startsWith("IdentityServer") ? 200 : 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"v\":2,\"secrets\":[]}",
                "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"AQAAAAF/////AAAAEAABAgMEBQYHCAkKCwwNDg9xLuuTPgDdsB2JmN3LZxzmh"
                        + "+TY5ZuttKRhqnNne/68YQ==\"}]}",
                "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"AQAAAAEAACcQf////wABAgMEBQYHCAkKCwwNDg9xLuuTPgDdsB2JmN3LZxzmh"
                        + "+TY5ZuttKRhqnNne/68YQ==\"}]}",
            })
    void aListThatNobodyCanReadLetsNobodyInAndBreaksNothing(String attribute) {
        replace("shapes", attribute);

        assertInvalid(post(alias(), "grant_type=client_credentials", "shapes", "s3cret"), attribute);
        assertInvalid(post(nativeDoor(), "grant_type=client_credentials", "shapes", KEYCLOAKS_OWN), attribute);
    }

    @Test
    void aClientThatIsSwitchedOffStaysOut() {
        replace("off", list(entry("a", Pbkdf2Hash.of(SLOW), "")));
        ClientRepresentation client = realm.client("off").toRepresentation();
        client.setEnabled(false);
        realm.client("off").update(client);

        assertThat(post(nativeDoor(), "grant_type=client_credentials", "off", SLOW)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theAdminConsoleOffersItAndShowsNoSecretForIt() {
        assertThat(realm.admin().flows().getClientAuthenticatorProviders())
                .filteredOn(provider -> "authscape-secret".equals(provider.get("id")))
                .singleElement()
                .satisfies(provider -> assertThat(provider)
                        .containsEntry("displayName", "AuthScape: hashed secrets")
                        .containsEntry("supportsSecret", false));
        assertThat(realm.server()
                        .admin()
                        .serverInfo()
                        .getInfo()
                        .getProviders()
                        .get("client-authenticator")
                        .getProviders())
                .containsKey("authscape-secret");
        assertThat(realm.admin().flows().getPerClientConfigDescription()).containsEntry("authscape-secret", List.of());
    }

    /** Keycloak's own authenticator takes an empty password for an empty secret, should the client ever be turned back. */
    @Test
    void keycloaksOwnSecretIsNeverEmpty() {
        assertThat(realm.client(CLIENT).getSecret().getValue()).isEqualTo(KEYCLOAKS_OWN);
        ClientRepresentation made = DocumentedClients.service("made", null);
        made.setClientAuthenticatorType("authscape-secret");
        realm.create(made);

        assertThat(realm.client("made").getSecret().getValue()).hasSizeGreaterThan(20);
    }

    private static void create(String id, String secrets) {
        ClientRepresentation client =
                DocumentedClients.introspecting(DocumentedClients.service(id, KEYCLOAKS_OWN, "api1"));
        client.setClientAuthenticatorType("authscape-secret");
        client.setStandardFlowEnabled(true);
        client.setRedirectUris(List.of(REDIRECT_URI));
        Map<String, String> attributes = client.getAttributes();
        attributes.computeIfPresent(
                AttributeNames.PERMISSIONS,
                (name, list) ->
                        list.replace("[\"", "[\"ept:pushed_authorization\",\"gt:authorization_code\",\"rst:code\",\""));
        attributes.put(AttributeNames.SECRETS, secrets);
        realm.create(client);
    }

    private static void replace(String id, String secrets) {
        if (realm.admin().clients().findByClientId(id).isEmpty()) {
            create(id, secrets);
            return;
        }
        ClientRepresentation client = realm.client(id).toRepresentation();
        client.getAttributes().put(AttributeNames.SECRETS, secrets);
        realm.client(id).update(client);
    }

    private static String list(String... entries) {
        return "{\"v\":1,\"secrets\":[" + String.join(",", entries) + "]}";
    }

    private static String entry(String id, SecretHash hash, String more) {
        return "{\"id\":\"" + id + "\",\"hash\":\"" + hash.text() + "\"" + more + "}";
    }

    private static void assertInvalid(HttpResponse<String> response, String why) {
        assertThat(response.statusCode()).as(why).isEqualTo(401);
        assertThat(Wire.json(response).path("error").asText()).as(why).isEqualTo("invalid_client");
    }

    /** A fresh one each time: some requests revoke it. */
    private static String withToken(String form) {
        return form.contains("TOKEN")
                ? form.replace(
                        "TOKEN",
                        Wire.accessToken(post(nativeDoor(), "grant_type=client_credentials&scope=api1", CLIENT, FAST)))
                : form;
    }

    private static HttpResponse<String> post(URI door, String form, String client, String secret) {
        return Wire.http1().post(door, form + "&client_id=" + encoded(client) + "&client_secret=" + encoded(secret));
    }

    private static HttpResponse<String> basic(URI door, String form, String client, String secret) {
        return header(door, form, encoded(client) + ":" + encoded(secret));
    }

    private static HttpResponse<String> header(URI door, String form, String credentials) {
        return Wire.http1()
                .send(HttpRequest.newBuilder(door)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.ofString(form))
                        .build());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static URI nativeDoor() {
        return realm.uri("protocol/openid-connect/token");
    }

    private static URI alias() {
        return realm.uri("connect/token");
    }
}
