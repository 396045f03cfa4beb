package io.authscape.keycloak.migrate;

import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.contract.SecretHash;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/** What an OpenIddict database keeps of a secret. Nothing of it is ever repeated: it may be the secret itself. */
final class StoredHash {

    private static final int HEADER = 1 + 3 * Integer.BYTES;
    private static final int DIGESTS = 3;

    private StoredHash() {}

    /**
     * The hash, where OpenIddict lets somebody in by it. A digest without a salt is none of those: what looks like one
     * may just as well be 32 random bytes, and so the secret.
     */
    static Optional<String> read(String stored, String column, Notes notes) {
        Optional<SecretHash> hash = SecretHash.parse(stored).filter(Pbkdf2Hash.class::isInstance);
        if (hash.isEmpty()) {
            refuse(stored, column, notes);
        }
        return hash.map(SecretHash::text);
    }

    private static void refuse(String stored, String column, Notes notes) {
        if (isTooSlow(stored)) {
            notes.leftOut(
                    column,
                    "this hash takes more than 1,000,000 rounds for each sign-in, and is not accepted",
                    "give the client a new secret");
        } else {
            notes.leftOut(
                    column,
                    "it is no hash that OpenIddict takes (plain text, or another program's hash), so nobody signs in"
                            + " with it today",
                    "give the client a new secret; if it is one in plain text, take that for known");
        }
    }

    private static boolean isTooSlow(String stored) {
        byte[] bytes = decode(stored);
        if (bytes.length < HEADER || bytes[0] != 1) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        int digest = fields.getInt();
        return digest >= 0 && digest < DIGESTS && Integer.toUnsignedLong(fields.getInt()) > Pbkdf2Hash.MOST_ROUNDS / 4;
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
