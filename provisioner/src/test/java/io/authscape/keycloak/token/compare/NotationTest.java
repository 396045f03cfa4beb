package io.authscape.keycloak.token.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotationTest {

    @Test
    void whatPassesBecomesAWordAndTokensAreDecoded() {
        long now = Instant.now().getEpochSecond();
        JsonNode written = written(
                "https://id.example.com",
                "{\"access_token\":\""
                        + jwt("{\"iss\":\"https://id.example.com/\",\"iat\":" + now + ",\"exp\":" + (now + 600)
                                + ",\"jti\":\"6f1c0e9e-0c5e-4d6c-9f0a-0d9a6f1c0e9e\",\"aud\":[\"b\",\"a\"]}")
                        + "\",\"expires_in\":599}");
        assertThat(written.at("/json/access_token/payload").toString())
                .isEqualTo("{\"iss\":\"<origin>/\",\"iat\":\"<now>\",\"exp\":\"<iat + 600>\",\"jti\":\"<uuid>\","
                        + "\"aud\":[\"b\",\"a\"]}");
        assertThat(written.at("/json/access_token/header/kid").asText()).isEqualTo("<kid>");
        assertThat(written.at("/json/expires_in").asInt()).isEqualTo(600);
        assertThat(written.toString()).doesNotContain("eyJ");
    }

    @Test
    void aWrongTimeIsShown() {
        JsonNode written = written("https://x", "{\"iat\":1000,\"exp\":1600}");
        assertThat(written.at("/json/iat").asInt()).isEqualTo(1000);
    }

    @Test
    void anEncryptedTokenShowsItsHeaderAndAnOpaqueOneNothing() {
        String header = part("{\"alg\":\"RSA-OAEP\",\"enc\":\"A256CBC-HS512\",\"typ\":\"at+jwt\"}");
        JsonNode written = written("https://x", "{\"access_token\":\"" + header + ".a.b.c.d\"}");
        assertThat(written.at("/json/access_token/encrypted/enc").asText()).isEqualTo("A256CBC-HS512");
        assertThat(written("https://x", "{\"refresh_token\":\"s3cr3t\"}").toString())
                .contains("<token>")
                .doesNotContain("s3cr3t");
    }

    @Test
    void theAddressesOfARealmsDoorsAreToldAsThoseOfTheRoot() {
        JsonNode written = written(
                "https://id.example.com/realms/shop/connect",
                "{\"token_endpoint\":\"https://id.example.com/realms/shop/connect/token\","
                        + "\"jwks_uri\":\"https://id.example.com/realms/shop/connect/.well-known/jwks\","
                        + "\"issuer\":\"https://id.example.com/realms/shop\"}");
        assertThat(written.at("/json/token_endpoint").asText()).isEqualTo("<origin>/connect/token");
        assertThat(written.at("/json/jwks_uri").asText()).isEqualTo("<origin>/.well-known/jwks");
        assertThat(written.at("/json/issuer").asText()).isEqualTo("<origin>/realms/shop");
    }

    @Test
    void whatIsSupportedHasNoOrder() {
        assertThat(written("https://x", "{\"scopes_supported\":[\"b\",\"a\"]}"))
                .isEqualTo(written("https://x", "{\"scopes_supported\":[\"a\",\"b\"]}"));
        assertThat(written("https://x", "{\"aud\":[\"b\",\"a\"]}"))
                .isNotEqualTo(written("https://x", "{\"aud\":[\"a\",\"b\"]}"));
    }

    /** Wherever a server puts a token that it was shown or gave. */
    @Test
    void noTokenIsLeftAnywhere() {
        String jws = jwt("{\"sub\":\"x\"}");
        String jwe = part("{\"alg\":\"RSA-OAEP\"}") + ".a-b.c_d.e.f";
        JsonNode written = written(
                "https://x",
                "{\"error_description\":\"bad token " + jws + ", or " + jwe + "\",\"" + jws + "\":1,\"list\":[\"" + jws
                        + "\",{\"a\":\"" + jwe + "\"}],\"scopes_supported\":[\"" + jws + "\"]}");
        assertThat(written.get("json").toString())
                .isEqualTo("{\"error_description\":\"bad token <token>, or <token>\",\"<token>\":1,"
                        + "\"list\":[\"<token>\",{\"a\":\"<token>\"}],\"scopes_supported\":[\"<token>\"]}");
        HttpHeaders headers =
                HttpHeaders.of(Map.of("location", List.of("https://x/?token=" + jws)), (name, value) -> true);
        JsonNode redirect =
                new Side("new", URI.create("https://x"), null).written(new WireReply(302, headers, "see " + jws));
        assertThat(redirect.at("/headers/location").asText()).isEqualTo("<origin>/?token=<token>");
        assertThat(redirect.get("text").asText()).isEqualTo("see <token>");
    }

    @Test
    void aNumberOutOfRangeEndsNothing() {
        String huge = "9".repeat(40);
        for (String number : List.of(huge, "-" + huge, "9223372036854775807", "-9223372036854775808")) {
            JsonNode written = written(
                            "https://x",
                            "{\"iat\":" + number + ",\"exp\":" + number + "7,\"expires_in\":" + number
                                    + ",\"other\":{\"nbf\":" + number + ",\"exp\":1,\"iat\":\"text\"}}")
                    .get("json");
            assertThat(written.get("iat").toString()).isEqualTo(number);
            assertThat(written.get("expires_in").toString()).isEqualTo(number);
            assertThat(written.at("/other/nbf").toString()).isEqualTo(number);
            assertThat(written.at("/other/exp").toString()).isEqualTo("1");
            assertThat(written.get("exp").asText())
                    .isEqualTo("<iat + " + new BigInteger(number + "7").subtract(new BigInteger(number)) + ">");
        }
    }

    private static JsonNode written(String base, String body) {
        HttpHeaders headers =
                HttpHeaders.of(Map.of("content-type", List.of("application/json")), (name, value) -> true);
        return new Side("new", URI.create(base), null).written(new WireReply(200, headers, body));
    }

    private static String jwt(String claims) {
        return part("{\"alg\":\"RS256\",\"kid\":\"1\"}") + "." + part(claims) + ".c2ln";
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
