package io.authscape.keycloak.connect;

import java.util.List;
import java.util.Locale;

/** Targets that try to be taken for one path by one part of a server and for another path by the next. */
final class FuzzedPaths {

    private static final List<String> UP = List.of(
            "/../..",
            "/../../..",
            "/%2e%2e/%2e%2e",
            "/%2E%2E/%2E%2E",
            "/.%2e/.%2e",
            "/..%2f..",
            "/..%2F..%2F..",
            "/..%5c..",
            "/..;/..;",
            "/..;x=y/..",
            "\\..\\..",
            "/..\\..",
            "/%252e%252e/%252e%252e",
            "/..%00/..",
            "/..%c0%af..",
            "//..//..",
            "/./.././..",
            "/\uff0e\uff0e/..".replace("\uff0e", "\u00ef\u00bc\u008e"), // full-width dots, in UTF-8
            "%2f..%2f..",
            ";/../..",
            "?/../..",
            "#/../..");

    private static final List<String> VICTIMS = List.of(
            "/admin/realms",
            "/admin/realms/master/users",
            "/admin/master/console/",
            "/realms/master/protocol/openid-connect/token",
            "/realms/master/connect/token",
            "/realms/master",
            "/connect/../admin/realms",
            "/resources/",
            "/metrics",
            "/health",
            "/q/health");

    private static final List<String> TRICKS = List.of(
            "//", "/./", "/../", "/x/../", "%2e", "%2E%2e", ";x=y", ";", ";/", "%00", "%20", "\\", "%5c", "%2f", "%2F",
            "%252f", "%3b", "%3Bx", "/", "%0d%0a", "%0a", "%ff", "%c3", "%zz", "%", ":", "@", "*", "+", "~", "\u00e9",
            "|", "{", "}", "{realm}", "^", "[", "]", "\"", "<", "`", "'", "$", "!", "%2500", ".", "..", ".json",
            "%u002e");

    private static final List<String> PREFIXES = List.of(
            "http://evil.example",
            "https://127.0.0.1",
            "http://evil.example:1/",
            "http://evil.example/.",
            "http://evil.example/x/..",
            "http://user:x@evil.example",
            "HTTP://EVIL.example",
            "//evil.example",
            "/x/..",
            "/./",
            "/admin/..",
            "/realms/master/..",
            "/realms/master/../..",
            "/auth",
            "\\",
            "/%2e",
            "/;",
            "/;x=y",
            "/%2f",
            "*");

    private final String realm;

    FuzzedPaths(String realm) {
        this.realm = realm;
    }

    String next(Chance chance) {
        String path = alias(chance);
        if (chance.oneIn(3)) {
            path = path + chance.of(UP) + chance.of(VICTIMS);
        }
        if (chance.oneIn(3)) {
            int at = chance.below(path.length() + 1);
            path = path.substring(0, at) + chance.of(TRICKS) + path.substring(at);
        }
        if (chance.oneIn(3)) {
            path = encodeOne(path, chance);
        }
        if (chance.oneIn(4)) {
            path = chance.of(PREFIXES) + path;
        }
        return chance.oneIn(20) ? path.substring(1) : path;
    }

    private String alias(Chance chance) {
        String path = chance.of(
                "/connect/token",
                "/connect/token",
                "/realms/" + realm + "/connect/token",
                "/realms/" + realm + "/connect/token",
                "/connect/introspect",
                "/.well-known/openid-configuration",
                "/realms/" + realm + "/connect/.well-known/jwks",
                "/connect",
                "/connect/",
                "/connect/token/x",
                "/realms/" + realm + "/connect/",
                "/realms/" + realm.toUpperCase(Locale.ROOT) + "/connect/token",
                "/realms//connect/token");
        return chance.oneIn(5) ? path.toUpperCase(Locale.ROOT) : path;
    }

    private static String encodeOne(String path, Chance chance) {
        int at = chance.below(path.length());
        return path.substring(0, at)
                + String.format(Locale.ROOT, "%%%02x", (int) path.charAt(at))
                + path.substring(at + 1);
    }
}
