package io.authscape.keycloak.testkit;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A user signs in as he does by browser: the authorization endpoint with PKCE (S256), Keycloak's own login page, and
 * the redirect back to the client.
 */
public final class CodeFlow {

    private static final SecureRandom RANDOM = new SecureRandom();

    private CodeFlow() {}

    /**
     * What the client takes to the token endpoint.
     *
     * @param parameters all parameters of the redirect back: {@code code}, {@code state}, {@code iss}, …
     */
    public record Login(String code, String verifier, String redirectUri, Map<String, String> parameters) {

        /** The body of the token request, without the client's credentials. */
        public String tokenRequest() {
            return "grant_type=authorization_code&code=" + Browser.encode(code) + "&code_verifier=" + verifier
                    + "&redirect_uri=" + Browser.encode(redirectUri);
        }
    }

    /** Signs in at Keycloak's own authorization endpoint of the realm. */
    public static Login login(
            TestRealm realm, String clientId, String redirectUri, String scope, String user, String password) {
        return login(
                new Browser(), realm.uri("protocol/openid-connect/auth"), clientId, redirectUri, scope, user, password);
    }

    /** The same at any authorization endpoint, in a browser that stays signed in. */
    public static Login login(
            Browser browser,
            URI authorizationEndpoint,
            String clientId,
            String redirectUri,
            String scope,
            String user,
            String password) {
        String verifier = random();
        URI request = URI.create(authorizationEndpoint + "?response_type=code&client_id=" + Browser.encode(clientId)
                + "&redirect_uri=" + Browser.encode(redirectUri) + "&scope=" + Browser.encode(scope) + "&state=1234"
                + "&code_challenge_method=S256&code_challenge=" + challenge(verifier));
        Map<String, String> answer =
                parameters(Browser.location(signIn(browser, request, redirectUri, user, password)), redirectUri);
        return new Login(answer.get("code"), verifier, redirectUri, answer);
    }

    /** Signs in upon an authorization request that stands already; the redirect back to the client. */
    public static HttpResponse<String> signIn(
            Browser browser, URI request, String redirectUri, String user, String password) {
        HttpResponse<String> page = browser.follow(browser.get(request), redirectUri);
        return browser.follow(browser.submit(page, Map.of("username", user, "password", password)), redirectUri);
    }

    private static Map<String, String> parameters(URI answer, String redirectUri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (answer.toString().startsWith(redirectUri)) {
            for (String parameter : answer.getRawQuery().split("&", -1)) {
                int equals = parameter.indexOf('=');
                parameters.put(
                        parameter.substring(0, equals),
                        URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        if (!parameters.containsKey("code")) {
            throw new AssertionError("no code for the client in " + answer);
        }
        return parameters;
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return base64(bytes);
    }

    private static String challenge(String verifier) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
