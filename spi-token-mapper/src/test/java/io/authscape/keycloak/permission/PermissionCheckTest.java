package io.authscape.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionCheckTest {

    private static final String SERVICE = "ept:token gt:client_credentials scp:api1";
    private static final String WEB = "ept:authorization,gt:authorization_code,rst:code,scp:api1";

    /** Each line lacks one thing more than OpenIddict needs to refuse: the first in its order is told. */
    @ParameterizedTest
    @CsvSource({
        "'',                                   api2 offline_access, TOKEN_ENDPOINT, ept:token",
        "gt:client_credentials scp:api1,       api1,                TOKEN_ENDPOINT, ept:token",
        "ept:token scp:api1,                   api2 offline_access, GRANT_TYPE,     gt:client_credentials",
        "ept:token gt:client_credentials,      api2 offline_access, OFFLINE_ACCESS, gt:refresh_token",
        "ept:token gt:client_credentials,      openid api2,         SCOPE,          scp:api2",
        "ept:token gt:client_credentials scp:api1, api1 api2 api3,  SCOPE,          scp:api2",
    })
    void tokenRefusalsComeInOpenIddictsOrder(
            String listed, String scopes, PermissionRefusal refusal, String permission) {
        assertThat(check(listed.split(" ")).token("client_credentials", SpaceSeparated.words(scopes)))
                .contains(new MissingPermission(refusal, permission));
    }

    @Test
    void whatIsListedIsGranted() {
        PermissionCheck service = check(SERVICE.split(" "));

        assertThat(service.token("client_credentials", List.of())).isEmpty();
        assertThat(service.token("client_credentials", List.of("api1"))).isEmpty();
        assertThat(service.token("client_credentials", List.of("api1", "openid")))
                .isEmpty();
        assertThat(service.token("password", List.of()))
                .contains(new MissingPermission(PermissionRefusal.GRANT_TYPE, "gt:password"));
    }

    @Test
    void offlineAccessNeedsTheRefreshGrantAndNoScopePermission() {
        assertThat(check("ept:token", "gt:client_credentials", "gt:refresh_token")
                        .token("client_credentials", List.of("offline_access")))
                .isEmpty();
        assertThat(check("ept:token", "gt:client_credentials", "scp:offline_access")
                        .token("client_credentials", List.of("offline_access")))
                .contains(new MissingPermission(PermissionRefusal.OFFLINE_ACCESS, "gt:refresh_token"));
    }

    @Test
    void anUnreadableListLacksEverything() {
        PermissionCheck check =
                PermissionCheck.of(ListedClient.withAttribute("nonsense")).orElseThrow();

        assertThat(check.token("client_credentials", List.of()).map(MissingPermission::refusal))
                .contains(PermissionRefusal.TOKEN_ENDPOINT);
        assertThat(check.endpoint(PermissionRefusal.INTROSPECTION_ENDPOINT)).isPresent();
        assertThat(check.deviceAuthorization(List.of())).isPresent();
        assertThat(authorization(check, "code", "")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "INTROSPECTION_ENDPOINT, ept:introspection, ept:introspection",
        "REVOCATION_ENDPOINT,    ept:revocation,    ept:revocation",
        "END_SESSION_ENDPOINT,   ept:logout,        ept:end_session",
    })
    void bareEndpointsNeedTheirPermission(PermissionRefusal refusal, String listed, String missing) {
        assertThat(check(listed).endpoint(refusal)).isEmpty();
        assertThat(check("ept:token").endpoint(refusal)).contains(new MissingPermission(refusal, missing));
    }

    @Test
    void otherEndpointsNeedMoreThanTheirPermission() {
        PermissionCheck check = check("ept:token");

        assertThatThrownBy(() -> check.endpoint(PermissionRefusal.TOKEN_ENDPOINT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gt:authorization_code,rst:code | code | AUTHORIZATION_ENDPOINT | ept:authorization",
                "ept:authorization,rst:code | code | CODE_FLOW | gt:authorization_code",
                "ept:authorization,gt:authorization_code | code token | HYBRID_FLOW | gt:implicit",
                "ept:authorization,gt:implicit | code token | HYBRID_FLOW | gt:authorization_code",
                "ept:authorization,gt:authorization_code | id_token token | IMPLICIT_FLOW | gt:implicit",
                "ept:authorization,gt:authorization_code | code | RESPONSE_TYPE | rst:code",
                "ept:authorization,gt:authorization_code,rst:code token | code | RESPONSE_TYPE | rst:code",
                "ept:authorization,gt:authorization_code,rst:code | code | SCOPE | scp:api1",
            })
    void authorizationRefusalsComeInOpenIddictsOrder(
            String listed, String responseType, PermissionRefusal refusal, String permission) {
        assertThat(authorization(check(listed.split(",")), responseType, "api1"))
                .contains(new MissingPermission(refusal, permission));
    }

    @Test
    void theWordsOfAResponseTypeStandInAnyOrder() {
        PermissionCheck check =
                check("ept:authorization", "gt:authorization_code", "gt:implicit", "rst:code id_token token");

        assertThat(authorization(check, "token code id_token", "")).isEmpty();
        assertThat(authorization(check, "code id_token", "").map(MissingPermission::refusal))
                .contains(PermissionRefusal.RESPONSE_TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        ",          ,      CODE_CHALLENGE_MISSING",
        "'',        S256,  CODE_CHALLENGE_MISSING",
        "challenge, ,      CODE_CHALLENGE_METHOD_MISSING",
        "challenge, plain, CODE_CHALLENGE_METHOD_PLAIN",
        "challenge, s256,  CODE_CHALLENGE_METHOD_UNKNOWN",
    })
    void everyCodeNeedsAProofKey(String challenge, String method, PermissionRefusal refusal) {
        PermissionCheck check = check(WEB.split(","));
        Optional<MissingPermission> missing = Optional.of(new MissingPermission(refusal, "ft:pkce"));

        assertThat(check.authorization("code", List.of("api1"), challenge, method))
                .isEqualTo(missing);
        assertThat(check.pushedAuthorization("code", List.of("api1"), challenge, method))
                .isEqualTo(missing);
        assertThat(check.authorization("code", List.of("api1"), "challenge", "S256"))
                .isEmpty();
    }

    @Test
    void noCodeNoProofKey() {
        PermissionCheck check = check("ept:authorization", "gt:implicit", "rst:token");

        assertThat(check.authorization("token", List.of(), null, null)).isEmpty();
    }

    @Test
    void pushingNeedsAPermissionOfItsOwn() {
        assertThat(check(WEB.split(",")).pushedAuthorization("code", List.of(), "challenge", "S256"))
                .contains(new MissingPermission(
                        PermissionRefusal.PUSHED_AUTHORIZATION_ENDPOINT, "ept:pushed_authorization"));
        assertThat(check((WEB + ",ept:pushed_authorization").split(","))
                        .pushedAuthorization("code", List.of("api1"), "challenge", "S256"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ept:token,  DEVICE_AUTHORIZATION_ENDPOINT, ept:device_authorization",
        "ept:device, DEVICE_FLOW,                   gt:urn:ietf:params:oauth:grant-type:device_code",
        "ept:device gt:urn:ietf:params:oauth:grant-type:device_code, OFFLINE_ACCESS, gt:refresh_token",
        "ept:device gt:urn:ietf:params:oauth:grant-type:device_code gt:refresh_token, SCOPE, scp:api1",
    })
    void deviceRefusalsComeInOpenIddictsOrder(String listed, PermissionRefusal refusal, String permission) {
        assertThat(check(listed.split(" ")).deviceAuthorization(List.of("api1", "offline_access")))
                .contains(new MissingPermission(refusal, permission));
    }

    private static Optional<MissingPermission> authorization(
            PermissionCheck check, String responseType, String scopes) {
        return check.authorization(responseType, SpaceSeparated.words(scopes), "challenge", "S256");
    }

    private static PermissionCheck check(String... permissions) {
        return PermissionCheck.of(ListedClient.withPermissions(permissions)).orElseThrow();
    }
}
