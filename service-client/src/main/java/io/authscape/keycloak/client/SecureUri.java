package io.authscape.keycloak.client;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where secrets and tokens may be sent to: https, or this machine. */
final class SecureUri {

    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    private SecureUri() {}

    /** Why not, if it isn't one. */
    static Optional<String> complaint(URI uri, boolean plainHttpAllowed) {
        if (uri.getHost() == null) {
            return Optional.of("'" + uri + "' is no absolute http address");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("an address has no place for a password: leave it out, as with " + uri.getHost());
        }
        if ("https".equalsIgnoreCase(uri.getScheme())) {
            return Optional.empty();
        }
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            return Optional.of("'" + uri + "' is neither https nor http");
        }
        return plainHttpAllowed || LOOPBACK.matcher(uri.getHost()).matches()
                ? Optional.empty()
                : Optional.of("'" + uri + "' would send secrets over the network in plain text: use https, or"
                        + " allowPlainHttp() where something else protects the connection");
    }

    /** The same address. */
    static URI required(URI uri, boolean plainHttpAllowed) {
        complaint(uri, plainHttpAllowed).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
        return uri;
    }
}
