package io.authscape.keycloak.connect;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A client's id and secret from the header {@code Authorization: Basic}, form-decoded (RFC 6749 section 2.3.1).
 *
 * @param clientId never null, may be empty
 * @param clientSecret never null, may be empty
 */
record BasicCredentials(String clientId, String clientSecret) {

    private static final String SCHEME = "basic ";

    /** Whether the header has the scheme and something behind it. */
    static boolean isIn(String authorization) {
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    /**
     * Reads the header. Any other scheme, or {@code Basic} without a value, is as good as no header.
     *
     * @throws WireException {@link WireError#CREDENTIALS_MALFORMED}
     */
    static Optional<BasicCredentials> read(String authorization) {
        if (!isIn(authorization)) {
            return Optional.empty();
        }
        try {
            String pair = decode(authorization.substring(SCHEME.length()).trim());
            int colon = pair.indexOf(':');
            if (colon >= 0) {
                return Optional.of(new BasicCredentials(
                        formDecode(pair.substring(0, colon)), formDecode(pair.substring(colon + 1))));
            }
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            // the same answer as for a missing colon
        }
        throw new WireException(WireError.CREDENTIALS_MALFORMED);
    }

    private static String decode(String base64) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                .toString();
    }

    private static String formDecode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "BasicCredentials[" + clientId + "]";
    }
}
