package io.authscape.keycloak.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.Jwt;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whoever gets something at AuthScape's endpoint gets it from Keycloak's own with the same credentials, too. The request
 * is read anew here, by OpenIddict's rules (contract, section 3.3) and with nothing of the provider jar.
 */
final class NativeOracle {

    /** The path of Keycloak's own endpoint, by the end of ours. */
    private static final Map<String, String> PATHS = Map.of(
            "connect/token", "token",
            "connect/introspect", "token/introspect",
            "connect/revocation", "revoke",
            "connect/userinfo", "userinfo");

    private static final Set<String> REFUSED =
            Set.of("invalid_client", "unauthorized_client", "invalid_grant", "invalid_scope", "unsupported_grant_type");

    private final String realm;

    NativeOracle(String realm) {
        this.realm = realm;
    }

    Optional<String> find(RawRequest request, RawAnswer answer, RawConnection keycloak) {
        String endpoint = endpoint(request);
        if (answer.status() != 200
                || !PATHS.containsKey(endpoint)
                || request.method().equals("OPTIONS")) {
            return Optional.empty();
        }
        RawAnswer natives = keycloak.exchange(equivalent(request, endpoint));
        String told = "Keycloak's own path answers " + natives;
        if (endpoint.equals("connect/revocation")) {
            boolean refused = natives.status() == 401
                    || REFUSED.contains(natives.json().path("error").asText());
            return refused ? Optional.of(told) : Optional.empty();
        }
        if (natives.status() != 200) {
            return Optional.of(told);
        }
        return endpoint.equals("connect/token") ? differing(answer, natives) : Optional.empty();
    }

    static String endpoint(RawRequest request) {
        String path = request.path().toLowerCase(Locale.ROOT).replaceFirst("/$", "");
        return path.substring(path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1);
    }

    private RawRequest equivalent(RawRequest request, String endpoint) {
        String target = "/realms/" + realm + "/protocol/openid-connect/" + PATHS.get(endpoint);
        String authorization = request.header("Authorization").orElse("");
        if (endpoint.equals("connect/userinfo") && isScheme("bearer ", authorization)) {
            return RawRequest.get(target).with("Authorization", authorization);
        }
        boolean inQuery = request.method().equals("GET");
        Map<String, String> seen = parameters(inQuery ? query(request) : request.body());
        seen.remove("resource");
        if (seen.containsKey("scope")) {
            String scopes = Stream.of(seen.get("scope").split(" ", -1))
                    .filter(scope -> !scope.isEmpty())
                    .distinct()
                    .collect(Collectors.joining(" "));
            seen.put("scope", scopes);
        }
        boolean basic = isScheme("basic ", authorization);
        if (basic) {
            seen.remove("client_id");
        }
        String form = seen.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter ->
                        FuzzedForm.encoded(parameter.getKey()) + "=" + FuzzedForm.encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        RawRequest equivalent = RawRequest.form(target, form);
        return basic ? equivalent.with("Authorization", authorization) : equivalent;
    }

    private static boolean isScheme(String scheme, String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(scheme)
                && !authorization.substring(scheme.length()).isBlank();
    }

    private static String query(RawRequest request) {
        return request.target().contains("?") ? request.target().split("\\?", 2)[1] : "";
    }

    /** What comes once and has a value. */
    private static Map<String, String> parameters(String form) {
        Map<String, String> once = new LinkedHashMap<>();
        Set<String> several = new HashSet<>();
        for (String pair : form.split("&", -1)) {
            String[] parameter = pair.split("=", 2);
            String name = decoded(parameter[0]);
            if (once.put(name, parameter.length > 1 ? decoded(parameter[1]) : "") != null) {
                several.add(name);
            }
        }
        once.keySet().removeAll(several);
        return once;
    }

    private static String decoded(String latin1) {
        String utf8 = new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return URLDecoder.decode(utf8, StandardCharsets.UTF_8);
    }

    /** Nobody is let in as another, or with more. */
    private static Optional<String> differing(RawAnswer answer, RawAnswer natives) {
        JsonNode ours = claims(answer);
        JsonNode keycloaks = claims(natives);
        return ours.equals(keycloaks)
                ? Optional.empty()
                : Optional.of("Keycloak's own token differs: " + keycloaks + " instead of " + ours);
    }

    private static JsonNode claims(RawAnswer answer) {
        ObjectNode claims =
                (ObjectNode) Jwt.claims(answer.json().path("access_token").asText());
        claims.remove(List.of("iss", "jti", "iat", "exp"));
        return claims;
    }
}
