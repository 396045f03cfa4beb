package io.authscape.keycloak.connect;

import io.authscape.keycloak.DocumentedUser;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests to AuthScape's endpoints whose targets are spelt as they should be, with all the rest at random. */
final class FuzzedRequests {

    private static final List<String> ENDPOINTS = List.of(
            "connect/token",
            "connect/token",
            "connect/token",
            "connect/token",
            "connect/token",
            "connect/introspect",
            "connect/introspect",
            "connect/revocation",
            "connect/userinfo",
            "connect/authorize",
            "connect/logout",
            ".well-known/openid-configuration",
            ".well-known/oauth-authorization-server",
            ".well-known/jwks");

    /** Keycloak's own paths, by ours that take the like. */
    private static final Map<String, String> NATIVE = Map.of(
            "connect/token", "protocol/openid-connect/token",
            "connect/introspect", "protocol/openid-connect/token/introspect",
            "connect/revocation", "protocol/openid-connect/revoke",
            "connect/userinfo", "protocol/openid-connect/userinfo",
            ".well-known/openid-configuration", ".well-known/openid-configuration",
            ".well-known/jwks", "protocol/openid-connect/certs");

    private final FuzzTokens tokens;
    private final String realm;

    FuzzedRequests(FuzzTokens tokens, String realm) {
        this.tokens = tokens;
        this.realm = realm;
    }

    /** At the root or in the realm. */
    RawRequest next(Chance chance) {
        String endpoint = chance.of(ENDPOINTS);
        return at(path(chance, endpoint), endpoint, chance);
    }

    /** At Keycloak's own endpoints. */
    RawRequest nextNative(Chance chance) {
        String endpoint =
                chance.of(ENDPOINTS.stream().filter(NATIVE::containsKey).toList());
        return at("/realms/" + realm + "/" + NATIVE.get(endpoint), endpoint, chance);
    }

    private String path(Chance chance, String endpoint) {
        String path = "/" + endpoint;
        if (chance.oneIn(3)) {
            path = "/realms/" + realm + (endpoint.startsWith(".") ? "/connect" : "") + path;
        } else if (chance.oneIn(5)) {
            path = path.toUpperCase(Locale.ROOT);
        }
        return chance.oneIn(6) ? path + "/" : path;
    }

    /** For an endpoint of this name, wherever it is. */
    private RawRequest at(String path, String endpoint, Chance chance) {
        FuzzedHeaders headers = new FuzzedHeaders(chance);
        FuzzedForm form = new FuzzedForm(chance);
        fill(form, headers, endpoint, chance);
        if (chance.percent(30)) {
            form.spoil();
        }
        boolean read = reads(endpoint);
        String method = chance.percent(90) ? (read && chance.percent(80) ? "GET" : "POST") : anyMethod(chance);
        boolean asQuery = method.equals("GET") || chance.oneIn(15);
        String query = asQuery ? targetSafe(form.toString()) : chance.oneIn(15) ? oddQuery(chance) : "";
        String target = query.isEmpty() ? path : path + "?" + query;
        String body = asQuery && !chance.oneIn(20) ? "" : body(form, headers, chance);
        headers.oddities();
        return new RawRequest(method, target, headers.list(), body, chance.oneIn(10));
    }

    private static String oddQuery(Chance chance) {
        return chance.of(
                "x=y",
                "realm=master",
                "x=%7By%7D",
                "{x}",
                "x={realm}",
                "%",
                "%zz",
                "x=%00",
                "?",
                "/../../admin",
                "grant_type=client_credentials&client_id=fuzz-service",
                "x=%C3%28",
                "<x>|^`\"\\",
                "%23",
                "&&&=");
    }

    private static boolean reads(String endpoint) {
        return endpoint.startsWith(".")
                || endpoint.endsWith("authorize")
                || endpoint.endsWith("userinfo")
                || endpoint.endsWith("logout");
    }

    private void fill(FuzzedForm form, FuzzedHeaders headers, String endpoint, Chance chance) {
        switch (endpoint) {
            case "connect/token" -> {
                grant(form, chance);
                client(form, headers, chance);
            }
            case "connect/introspect" -> {
                form.add("token", tokens.lastingToken(chance));
                client(form, headers, chance);
            }
            case "connect/revocation" -> {
                form.add("token", chance.oneIn(20) ? tokens.doomedToken(chance) : chance.letters(9));
                client(form, headers, chance);
            }
            case "connect/userinfo" -> bearer(form, headers, chance);
            case "connect/authorize" -> authorization(form, chance);
            case "connect/logout" -> logout(form, chance);
            default -> {}
        }
    }

    private void grant(FuzzedForm form, Chance chance) {
        String grant = chance.percent(70)
                ? "client_credentials"
                : chance.of(
                        "refresh_token",
                        "refresh_token",
                        "authorization_code",
                        "password",
                        "magic",
                        "",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "Client_Credentials",
                        "client_credentials\u0000");
        form.add("grant_type", grant);
        switch (grant) {
            case "refresh_token" ->
                form.add("refresh_token", chance.percent(80) ? tokens.refreshToken() : tokens.lastingToken(chance));
            case "authorization_code" -> form.add("code", "a.b.c").add("code_verifier", chance.letters(43));
            case "password" -> form.add("username", "fuzz@example.com").add("password", "x");
            default -> {}
        }
        if (chance.percent(75)) {
            form.add("scope", scope(chance));
        }
    }

    private static String scope(Chance chance) {
        return chance.percent(60)
                ? FuzzRealm.SCOPE
                : chance.of(
                        "",
                        " ",
                        "openid",
                        "  " + FuzzRealm.SCOPE + "  ",
                        FuzzRealm.SCOPE + " " + FuzzRealm.SCOPE,
                        FuzzRealm.SCOPE + " openid",
                        FuzzRealm.SCOPE + "\t" + FuzzRealm.SCOPE,
                        FuzzRealm.SCOPE.toUpperCase(Locale.ROOT),
                        FuzzRealm.SCOPE + " " + FuzzRealm.SCOPE_OF_OTHERS,
                        FuzzRealm.SCOPE_OF_OTHERS,
                        "offline_access",
                        "roles",
                        "authscape",
                        "service_account",
                        "nope",
                        "organization:*",
                        FuzzRealm.SCOPE + ":x",
                        "ü" + FuzzRealm.SCOPE,
                        "\u0000",
                        "\"\\");
    }

    private void client(FuzzedForm form, FuzzedHeaders headers, Chance chance) {
        FuzzClient client = chance.of(FuzzRealm.CLIENTS);
        int how = chance.below(20);
        if (how < 12) {
            form.add("client_id", client.idOrAlmost(chance)).add("client_secret", client.secretOrAlmost(chance));
        }
        if (how >= 11) {
            headers.authorization(FuzzClient.basic(client.idOrAlmost(chance), client.secretOrAlmost(chance)));
        }
        if (how == 18) {
            FuzzClient another = chance.of(FuzzRealm.CLIENTS);
            form.add("client_id", another.id());
        }
        if (how == 19) {
            FuzzClient another = chance.of(FuzzRealm.CLIENTS);
            headers.authorization(FuzzClient.basic(another.id(), another.secret()));
        }
        if (chance.oneIn(12)) {
            headers.nonsenseAuthorization();
        }
    }

    private void bearer(FuzzedForm form, FuzzedHeaders headers, Chance chance) {
        if (chance.percent(70)) {
            headers.authorization("Bearer " + tokens.lastingToken(chance) + chance.of("", "", "", "x", " ", "."));
        }
        if (chance.oneIn(3)) {
            form.add("access_token", tokens.lastingToken(chance));
        }
        if (chance.oneIn(6)) {
            headers.nonsenseAuthorization();
        }
    }

    private static void authorization(FuzzedForm form, Chance chance) {
        form.add("client_id", chance.of(FuzzRealm.CLIENTS).idOrAlmost(chance))
                .add("redirect_uri", DocumentedUser.REDIRECT_URI + chance.of("", "", "", "#x", "?iss=x", "\u0000"))
                .add("response_type", chance.of("code", "code", "code", "token", "code id_token", "none", ""))
                .add("scope", chance.of("openid", scope(chance)))
                .add("code_challenge", chance.letters(43))
                .add("code_challenge_method", chance.of("S256", "S256", "plain", "x"))
                .add("state", chance.bytes(6));
        if (chance.oneIn(3)) {
            form.add(
                    chance.of(
                            "prompt",
                            "response_mode",
                            "request",
                            "request_uri",
                            "nonce",
                            "id_token_hint",
                            "max_age",
                            "ui_locales",
                            "claims",
                            "acr_values",
                            "login_hint"),
                    chance.of(
                            "none",
                            "login",
                            "query",
                            "form_post",
                            "jwt",
                            "{}",
                            "x",
                            "-1",
                            "urn:ietf:params:oauth:request_uri:x"));
        }
    }

    private void logout(FuzzedForm form, Chance chance) {
        form.add("client_id", chance.of(FuzzRealm.CLIENTS).idOrAlmost(chance))
                .add("post_logout_redirect_uri", chance.of("http://localhost:3000/", "x", "", "javascript:x"));
        if (chance.oneIn(3)) {
            form.add("id_token_hint", chance.oneIn(10) ? tokens.doomedToken(chance) : "x.y.z");
        }
        if (chance.oneIn(4)) {
            form.add("redirect", chance.of("/", "//evil.example", "http://evil.example", "/\\evil.example", "\u0000"));
        }
        if (chance.oneIn(8)) {
            form.add("refresh_token", chance.oneIn(10) ? tokens.doomedToken(chance) : "x");
        }
    }

    private static String anyMethod(Chance chance) {
        return chance.of(
                "GET",
                "POST",
                "PUT",
                "DELETE",
                "PATCH",
                "HEAD",
                "OPTIONS",
                "PROPFIND",
                "TRACE",
                "LINK",
                "UNLINK",
                "post",
                "Post",
                "FOO",
                "M-SEARCH",
                "NONE",
                "QUERY",
                "BREW");
    }

    private static String body(FuzzedForm form, FuzzedHeaders headers, Chance chance) {
        if (chance.percent(88)) {
            headers.contentType(FuzzedHeaders.FORM);
            return form.toString();
        }
        return switch (chance.below(4)) {
            case 0 -> {
                headers.contentType("application/json");
                yield form.asJson();
            }
            case 1 -> {
                headers.contentType("multipart/form-data; boundary=b0undary");
                yield form.asMultipart("b0undary");
            }
            case 2 -> {
                headers.contentType(FuzzedHeaders.FORM);
                yield "";
            }
            default -> {
                headers.contentType(FuzzedHeaders.FORM);
                yield chance.bytes(chance.below(500));
            }
        };
    }

    /** A request line ends at a blank, and a server reads no more than a few thousand characters of it. */
    private static String targetSafe(String query) {
        String safe = query.replaceAll("[\\x00-\\x20\\x7f-\\xff#]", "%20");
        return safe.substring(0, Math.min(safe.length(), 3000));
    }
}
