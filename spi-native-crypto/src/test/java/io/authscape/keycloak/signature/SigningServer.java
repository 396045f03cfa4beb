package io.authscape.keycloak.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.ProjectFiles;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.representations.idm.ClientRepresentation;

/** A Keycloak with both of our jars, which is asked for tokens, and what it says of its signing. */
final class SigningServer implements AutoCloseable {

    private static final String NAME = "native-signing";
    private static final String CLIENT = "client_id=background-service&client_secret=service-secret-here";
    private static final Pattern ACCESS_TOKEN = Pattern.compile("\"access_token\" *: *\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final KeycloakServer server;
    private int logOfEarlierStarts;

    SigningServer() {
        try {
            Files.deleteIfExists(Path.of("target", "keycloak", NAME + ".log")); // of an earlier build
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = KeycloakServer.builder()
                .name(NAME)
                .provider(ProjectFiles.nativeCryptoJar())
                .start();
    }

    TestRealm realm() {
        return server.rootRealm();
    }

    TestRealm anotherRealm(String name) {
        return TestRealm.create(server, name);
    }

    void restartWith(String option) {
        logOfEarlierStarts = server.log().length();
        server.restartWith(option);
    }

    /** What a class of ours has logged since the last start, without times. */
    List<String> logged() {
        Pattern ours =
                Pattern.compile("(INFO|WARN|ERROR) +\\[io\\.authscape\\.keycloak\\.signature\\.\\w+] \\(.*?\\) (.*)");
        return server.log()
                .substring(logOfEarlierStarts)
                .lines()
                .map(ours::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1) + " " + line.group(2))
                .toList();
    }

    /** What stands in the Admin Console under "Provider info". */
    Map<String, String> info() {
        return server.admin()
                .serverInfo()
                .getInfo()
                .getProviders()
                .get("signature")
                .getProviders()
                .get("RS256")
                .getOperationalInfo();
    }

    /** How many keys the library holds, after the server has thrown away what nobody holds. */
    int keysAfterGarbageCollection() {
        ProcessHandle java = server.processHandle()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            new ProcessBuilder(jcmd.toString(), String.valueOf(java.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return Integer.parseInt(info().get("Keys"));
    }

    static void createClient(TestRealm realm) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("background-service");
        client.setSecret("service-secret-here");
        client.setServiceAccountsEnabled(true);
        client.setStandardFlowEnabled(false);
        client.setFullScopeAllowed(false);
        client.setDefaultClientScopes(List.of("authscape"));
        client.setAttributes(Map.of(
                "access.token.header.type.rfc9068",
                "true",
                "authscape.managed-by",
                "tests",
                "authscape.permissions",
                "{\"v\":1,\"permissions\":[\"ept:token\",\"ept:introspection\",\"gt:client_credentials\"]}"));
        realm.create(client);
    }

    SignedJWT token(TestRealm realm) {
        String answer = post(realm.uri("connect/token"), "grant_type=client_credentials&" + CLIENT);
        Matcher token = ACCESS_TOKEN.matcher(answer);
        if (!token.find()) {
            throw new AssertionError("no token: " + answer);
        }
        try {
            return SignedJWT.parse(token.group(1));
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** Keycloak's own verdict on a token. */
    String introspect(TestRealm realm, SignedJWT token) {
        return post(realm.uri("connect/introspect"), CLIENT + "&token=" + token.serialize());
    }

    /** The verdict of an API that shares no code with Keycloak: the realm's published key of that id signed it. */
    static boolean isVerified(TestRealm realm, SignedJWT token) {
        try {
            RSAKey key = (RSAKey)
                    JWKSet.load(realm.uri("protocol/openid-connect/certs").toURL())
                            .getKeyByKeyId(token.getHeader().getKeyID());
            return key != null && token.verify(new RSASSAVerifier(key));
        } catch (IOException | ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    private String post(URI uri, String form) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
