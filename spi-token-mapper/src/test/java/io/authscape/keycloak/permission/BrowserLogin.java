package io.authscape.keycloak.permission;

import io.authscape.keycloak.Wire;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser that signs alice in: Keycloak's cookies are for secure contexts, so the JDK's own jar won't send them. */
final class BrowserLogin {

    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final Map<String, String> cookies = new TreeMap<>();

    /** Follows an authorization request through the login form; the answer leads back to the client. */
    URI signIn(URI authorizationRequest) {
        HttpResponse<String> page = get(authorizationRequest);
        HttpResponse<String> answer = post(
                formOf(page), "username=" + GuardedRealm.USER + "&password=" + GuardedRealm.PASSWORD.replace(' ', '+'));
        return location(answer);
    }

    HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    HttpResponse<String> post(URI uri, String form) {
        return send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    static URI location(HttpResponse<String> response) {
        return response.uri()
                .resolve(response.headers()
                        .firstValue("Location")
                        .orElseThrow(() -> new AssertionError(response.statusCode() + " " + response.body())));
    }

    static URI formOf(HttpResponse<String> page) {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError(page.statusCode() + " " + page.body());
        }
        return page.uri().resolve(form.group(1).replace("&amp;", "&"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            StringBuilder header = new StringBuilder();
            cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                    .append(name)
                    .append('=')
                    .append(value));
            request.header("Cookie", header.toString());
        }
        HttpResponse<String> response = Wire.http1().send(request.build());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String pair = cookie.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return response;
    }
}
