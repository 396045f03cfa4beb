package io.authscape.keycloak.contract;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Base64 as .NET's {@code Convert.FromBase64String} reads it: blanks anywhere, but nothing without its padding. */
final class DotNetBase64 {

    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]+");

    private DotNetBase64() {}

    static Optional<byte[]> decode(String text) {
        String dense = BLANKS.matcher(text).replaceAll("");
        if (dense.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(dense));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
