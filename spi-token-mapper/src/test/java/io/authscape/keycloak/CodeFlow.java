package io.authscape.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A user signs in as he does by browser: the authorization endpoint with PKCE (S256), Keycloak's own login page, and
 * the redirect back to the client.
 */
public final class CodeFlow {

    private static final Pattern FORM_ACTION = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpClient browser =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** By hand: to a browser loopback is secure, but the JDK's handler sends no Secure cookie over http. */
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private CodeFlow() {}

    /**
     * What the client takes to the token endpoint.
     *
     * @param parameters all parameters of the redirect back: {@code code}, {@code state}, {@code iss}, …
     */
    public record Login(String code, String verifier, String redirectUri, Map<String, String> parameters) {

        /** The body of the token request, without the client's credentials. */
        public String tokenRequest() {
            return "grant_type=authorization_code&code=" + encode(code) + "&code_verifier=" + verifier
                    + "&redirect_uri=" + encode(redirectUri);
        }
    }

    /** Signs in at Keycloak's own authorization endpoint of the realm. */
    public static Login login(
            TestRealm realm, String clientId, String redirectUri, String scope, String user, String password) {
        return login(realm.uri("protocol/openid-connect/auth"), clientId, redirectUri, scope, user, password);
    }

    /** The same at any authorization endpoint. */
    public static Login login(
            URI authorizationEndpoint,
            String clientId,
            String redirectUri,
            String scope,
            String user,
            String password) {
        String verifier = random();
        URI request = URI.create(authorizationEndpoint + "?response_type=code&client_id=" + encode(clientId)
                + "&redirect_uri=" + encode(redirectUri) + "&scope=" + encode(scope) + "&state=1234"
                + "&code_challenge_method=S256&code_challenge=" + challenge(verifier));
        return new CodeFlow().login(request, redirectUri, verifier, user, password);
    }

    private Login login(URI request, String redirectUri, String verifier, String user, String password) {
        Map<String, String> parameters = query(signIn(request, redirectUri, user, password));
        assertThat(parameters).as("the redirect back to the client").containsKey("code");
        return new Login(parameters.get("code"), verifier, redirectUri, parameters);
    }

    /** Signs in for an authorization request that a client of its own has made; the redirect back to that client. */
    public static URI signIn(URI request, String user, String password) {
        return new CodeFlow().signIn(request, query(request).get("redirect_uri"), user, password);
    }

    private URI signIn(URI request, String redirectUri, String user, String password) {
        HttpResponse<String> page = follow(get(request), redirectUri);
        HttpResponse<String> answer = follow(submit(page, Map.of("username", user, "password", password)), redirectUri);
        return location(answer, redirectUri);
    }

    /** Fills in the form of a page and follows redirects: Keycloak's registration form, for one. */
    public static HttpResponse<String> submitForm(URI page, String redirectUri, Map<String, String> fields) {
        CodeFlow flow = new CodeFlow();
        return flow.follow(flow.submit(flow.follow(flow.get(page), redirectUri), fields), redirectUri);
    }

    private HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> fields) {
        Matcher form = FORM_ACTION.matcher(page.body());
        assertThat(form.find())
                .as("a form in the page %s: %s", page.uri(), page.body())
                .isTrue();
        URI action = page.uri().resolve(form.group(1).replace("&amp;", "&"));
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return send(HttpRequest.newBuilder(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    /** Up to a page, or the redirect to the client, which nobody answers in a test. */
    private HttpResponse<String> follow(HttpResponse<String> response, String redirectUri) {
        HttpResponse<String> last = response;
        for (int i = 0; i < 5 && last.statusCode() / 100 == 3; i++) {
            URI location = location(last);
            if (location.toString().startsWith(redirectUri)) {
                return last;
            }
            last = get(last.uri().resolve(location));
        }
        return last;
    }

    private static URI location(HttpResponse<String> response, String redirectUri) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(302);
        assertThat(location(response).toString()).startsWith(redirectUri);
        return location(response);
    }

    private static URI location(HttpResponse<String> response) {
        return URI.create(response.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response = browser.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        int equals = setCookie.indexOf('=');
        String name = setCookie.substring(0, equals);
        if (setCookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            int end = setCookie.indexOf(';');
            cookies.put(name, setCookie.substring(equals + 1, end < 0 ? setCookie.length() : end));
        }
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : uri.getRawQuery().split("&", -1)) {
            int equals = parameter.indexOf('=');
            query.put(
                    parameter.substring(0, equals),
                    URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
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

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
