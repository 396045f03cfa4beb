package io.authscape.keycloak.connect;

import io.authscape.keycloak.connect.RawRequest.Header;
import java.util.ArrayList;
import java.util.List;

/** Headers that a request may bring besides its credentials. */
final class FuzzedHeaders {

    static final String FORM = "application/x-www-form-urlencoded";

    private static final List<String> CONTENT_TYPES = List.of(
            "foo",
            "",
            " ",
            "/",
            ";",
            "*/*",
            "text/plain",
            "application/json",
            "application/xml",
            "multipart/form-data",
            "multipart/form-data; boundary=b0undary",
            FORM + "x",
            "x" + FORM,
            FORM + ", text/plain",
            FORM + "; charset=UTF-8",
            FORM + "; charset=UTF-16",
            FORM + "; charset=nope",
            FORM + ";charset",
            FORM + ";;;",
            FORM + "; charset=\"",
            "Application/X-WWW-Form-Urlencoded",
            "application / x-www-form-urlencoded",
            "application/x-www-form-urlencoded/x",
            "application/*");

    private static final List<Header> ODDITIES = List.of(
            new Header("X-HTTP-Method-Override", "GET"),
            new Header("X-HTTP-Method-Override", "POST"),
            new Header("X-HTTP-Method", "DELETE"),
            new Header("X-Method-Override", "PUT"),
            new Header("X-Original-URL", "/admin/realms"),
            new Header("X-Rewrite-URL", "/realms/master/protocol/openid-connect/token"),
            new Header("X-Forwarded-For", "203.0.113.9"),
            new Header("X-Forwarded-For", "127.0.0.1, 203.0.113.9"),
            new Header("X-Forwarded-Host", "evil.example"),
            new Header("X-Forwarded-Proto", "https"),
            new Header("X-Forwarded-Proto", "http"),
            new Header("X-Forwarded-Port", "8443"),
            new Header("X-Forwarded-Prefix", "/realms/master"),
            new Header("Forwarded", "for=203.0.113.9;host=evil.example;proto=https"),
            new Header("authscape-door", "ROOT"),
            new Header("authscape-door", "REALM"),
            new Header("authscape-door", "x"),
            new Header("AuthScape-Door", "ROOT"),
            new Header("Origin", "https://evil.example"),
            new Header("Origin", "null"),
            new Header("Access-Control-Request-Method", "POST"),
            new Header("Accept", "text/html"),
            new Header("Accept", "nope"),
            new Header("Accept", "application/jwt"),
            new Header("Accept-Language", "xx-§"),
            new Header("Accept-Encoding", "gzip, br;q=nope"),
            new Header("Content-Encoding", "gzip"),
            new Header("Cookie", "KEYCLOAK_IDENTITY=x; AUTH_SESSION_ID=y; KEYCLOAK_IDENTITY=z"),
            new Header("Cookie", ";;=;"),
            new Header("DPoP", "x"),
            new Header("If-None-Match", "*"),
            new Header("Range", "bytes=0-1"),
            new Header("TE", "trailers"),
            new Header("User-Agent", ""),
            new Header("Content-Language", "x".repeat(300)),
            new Header("X-Client-Cert", "x"),
            new Header("SSL-CLIENT-CERT", "x"));

    private static final List<Header> PROXYS = List.of(
            new Header("X-Forwarded-Host", "id.example.com"),
            new Header("X-Forwarded-Host", "id.example.com:8443, other.example"),
            new Header("X-Forwarded-Host", "127.0.0.1"),
            new Header("X-Forwarded-Host", "[::1]:1"),
            new Header("X-Forwarded-Proto", "https"),
            new Header("X-Forwarded-Port", "443"),
            new Header("X-Forwarded-Port", "80"),
            new Header("X-Forwarded-For", "203.0.113.9"),
            new Header("X-Forwarded-For", "10.0.0.1, 203.0.113.9"));

    private final Chance chance;
    private final List<Header> headers = new ArrayList<>();

    FuzzedHeaders(Chance chance) {
        this.chance = chance;
    }

    /** Mostly the right one. */
    FuzzedHeaders contentType(String right) {
        if (chance.percent(88)) {
            headers.add(new Header("Content-Type", right));
        } else if (!chance.oneIn(5)) {
            headers.add(new Header("Content-Type", chance.of(CONTENT_TYPES)));
        }
        if (chance.oneIn(80)) {
            headers.add(new Header("Content-Type", chance.of(CONTENT_TYPES)));
        }
        return this;
    }

    FuzzedHeaders authorization(String value) {
        headers.add(new Header("Authorization", value));
        return this;
    }

    /** What isn't credentials at all, or is malformed. */
    FuzzedHeaders nonsenseAuthorization() {
        return authorization(chance.of(
                "",
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic Og==", // ":"
                "Basic " + chance.visible(12),
                "basic  eDp5",
                "Basic gDp5", // no UTF-8
                "Basic eDolemo=", // x:%zz
                "Bearer",
                "Bearer x",
                "Bearer a.b.c",
                "Negotiate x",
                "Digest username=\"x\"",
                "DPoP x",
                chance.visible(30)));
    }

    FuzzedHeaders oddities() {
        for (int i = chance.below(3); i > 0; i--) {
            headers.add(chance.of(ODDITIES));
        }
        if (chance.oneIn(10)) {
            headers.add(new Header("Host", chance.of("evil.example", "127.0.0.1", "localhost:1", "[::1]", "EVIL:80")));
        }
        return this;
    }

    /** What a proxy in front of Keycloak says; each at most once, as a proxy would. */
    FuzzedHeaders proxied() {
        for (Header header : PROXYS) {
            boolean there = headers.stream().anyMatch(other -> other.name().equals(header.name()));
            if (!there && chance.oneIn(3)) {
                headers.add(header);
            }
        }
        return this;
    }

    List<Header> list() {
        return List.copyOf(headers);
    }
}
