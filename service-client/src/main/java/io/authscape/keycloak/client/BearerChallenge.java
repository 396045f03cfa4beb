package io.authscape.keycloak.client;

import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an API says of a token that it doesn't take: {@code WWW-Authenticate: Bearer …} (RFC 6750, section 3).
 *
 * @param error {@code invalid_token} or {@code insufficient_scope}, for example; empty if there is none
 * @param scope the scopes that the API wants; empty if it doesn't say
 */
public record BearerChallenge(String error, String description, String scope) {

    /** No challenge at all. */
    static final BearerChallenge NONE = new BearerChallenge("", "", "");

    private static final Pattern SCHEME = Pattern.compile("(?i)(^|,\\s*)bearer(?=\\s|,|$)");
    /** The value is quoted or a token; what a later scheme brings is found as well, which does no harm. */
    private static final Pattern PARAMETER =
            Pattern.compile("([a-zA-Z_]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]++))");

    static BearerChallenge of(HttpHeaders headers) {
        for (String header : headers.allValues("WWW-Authenticate")) {
            Matcher scheme = SCHEME.matcher(header);
            if (scheme.find()) {
                return read(header.substring(scheme.end()));
            }
        }
        return NONE;
    }

    private static BearerChallenge read(String parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(parameters);
        while (parameter.find()) {
            String value = parameter.group(2) == null
                    ? parameter.group(3)
                    : parameter.group(2).replaceAll("\\\\(.)", "$1");
            values.putIfAbsent(parameter.group(1), ForeignText.of(value));
        }
        return new BearerChallenge(
                values.getOrDefault("error", ""),
                values.getOrDefault("error_description", ""),
                values.getOrDefault("scope", ""));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(error);
        if (!description.isEmpty()) {
            text.append(text.isEmpty() ? "" : ": ").append(description);
        }
        if (!scope.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append("it wants scope ").append(scope);
        }
        return text.toString();
    }
}
