package io.authscape.keycloak.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.testkit.TestRealm;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentRepresentation;

/** One server on one database, whose tokens are signed natively, then by the setting not, then because it can't. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the library is built for Linux")
class NativeSigningIT {

    private static SigningServer server;
    private static TestRealm realm;
    private static SignedJWT signedNatively;

    @BeforeAll
    static void start() {
        server = new SigningServer();
        realm = server.realm();
        SigningServer.createClient(realm);
        signedNatively = server.token(realm);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    @Order(1)
    class On {

        @Test
        void theServerSaysWhoSigns() {
            assertThat(server.logged())
                    .containsExactly("INFO RS256 is signed by AmazonCorrettoCryptoProvider 2.5.0 (AWS-LC v1.47.0).");
            assertThat(server.info()).containsEntry("Signed by", "AmazonCorrettoCryptoProvider 2.5.0 (AWS-LC v1.47.0)");
            assertThat(Integer.parseInt(server.info().get("Keys"))).isPositive();
        }

        @Test
        void everybodyTakesTheToken() {
            assertTaken(signedNatively);
        }

        /** Each of the realm's keys is used in its turn, and the library lets go of those that are gone. */
        @Test
        void theRealmsKeysRotate() {
            TestRealm rotating = server.anotherRealm("rotating");
            SigningServer.createClient(rotating);
            List<SignedJWT> tokens = new ArrayList<>(List.of(server.token(rotating)));
            for (int priority = 201; priority <= 204; priority++) {
                addKey(rotating, priority);
                tokens.add(server.token(rotating));
            }

            assertThat(tokens).extracting(token -> token.getHeader().getKeyID()).doesNotHaveDuplicates();
            assertThat(tokens).allMatch(token -> SigningServer.isVerified(rotating, token));

            removeKeysBelow(rotating, 204);
            SignedJWT last = server.token(rotating);
            assertThat(last.getHeader().getKeyID())
                    .isEqualTo(tokens.get(4).getHeader().getKeyID());
            assertThat(SigningServer.isVerified(rotating, last)).isTrue();
            assertThat(SigningServer.isVerified(rotating, tokens.get(3))).isFalse();
            // Seven keys at least have signed by now, three of them still do, and Keycloak may keep copies for a while.
            Awaitility.await("the library lets go of keys")
                    .atMost(Duration.ofMinutes(2))
                    .until(server::keysAfterGarbageCollection, keys -> keys <= 5);
        }
    }

    @Nested
    @Order(2)
    class TurnedOff {

        @BeforeAll
        static void restart() {
            server.restartWith("--spi-signature--RS256--native=false");
        }

        @Test
        void theServerSaysSo() {
            assertThat(server.logged()).containsExactly("INFO RS256 is signed by the JDK, by the option 'native'.");
            assertThat(server.info()).containsEntry("Signed by", "the JDK, by the option 'native'");
        }

        @Test
        void theTokenIsTheSame() throws ParseException {
            SignedJWT signedByTheJdk = server.token(realm);

            assertThat(signedByTheJdk.getHeader())
                    .hasToString(signedNatively.getHeader().toString());
            assertThat(claims(signedByTheJdk)).isEqualTo(claims(signedNatively));
            assertTaken(signedByTheJdk);
        }

        @Test
        void tokensOfBeforeStayValid() {
            assertTaken(signedNatively);
        }
    }

    @Nested
    @Order(3)
    class Unloadable {

        @BeforeAll
        static void restart() {
            server.restartWith("-Dcom.amazon.corretto.crypto.provider.tmpdir=/dev/null");
        }

        @Test
        void oneLineSaysWhy() {
            server.token(realm);

            assertThat(server.logged())
                    .singleElement()
                    .asString()
                    .startsWith("WARN RS256 is signed by the JDK, because the native library did not load (")
                    .contains("/dev/null");
            assertThat(server.info().get("Signed by")).startsWith("the JDK, because the native library did not load");
        }

        @Test
        void theTokenIsTheSameThenToo() throws ParseException {
            SignedJWT signedByTheJdk = server.token(realm);

            assertThat(signedByTheJdk.getHeader())
                    .hasToString(signedNatively.getHeader().toString());
            assertThat(claims(signedByTheJdk)).isEqualTo(claims(signedNatively));
            assertTaken(signedByTheJdk);
            assertTaken(signedNatively);
        }
    }

    private static void assertTaken(SignedJWT token) {
        assertThat(SigningServer.isVerified(realm, token)).isTrue();
        assertThat(server.introspect(realm, token)).contains("\"active\":true");
    }

    /** All but what differs between any two tokens. */
    private static Map<String, Object> claims(SignedJWT token) throws ParseException {
        Map<String, Object> claims = new HashMap<>(token.getJWTClaimsSet().getClaims());
        assertThat(claims.keySet()).contains("iss", "sub", "client_id", "iat", "exp", "jti");
        claims.keySet().removeAll(List.of("iat", "exp", "jti"));
        return claims;
    }

    private static void addKey(TestRealm realm, int priority) {
        ComponentRepresentation key = new ComponentRepresentation();
        key.setName("rsa-" + priority);
        key.setProviderType("org.keycloak.keys.KeyProvider");
        key.setProviderId("rsa-generated");
        key.setConfig(new MultivaluedHashMap<>(
                Map.of("priority", List.of(String.valueOf(priority)), "algorithm", List.of("RS256"))));
        realm.admin().components().add(key).close();
    }

    private static void removeKeysBelow(TestRealm realm, int priority) {
        realm.admin().components().query(null, "org.keycloak.keys.KeyProvider").stream()
                .filter(key -> key.getProviderId().startsWith("rsa"))
                .filter(key -> !("rsa-" + priority).equals(key.getName()))
                .forEach(
                        key -> realm.admin().components().component(key.getId()).remove());
    }
}
