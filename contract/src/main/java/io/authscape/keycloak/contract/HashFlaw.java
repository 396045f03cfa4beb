package io.authscape.keycloak.contract;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/** Why {@link SecretHash#parse} takes a text for no hash. */
public enum HashFlaw {
    /** It isn't in any format that is known; it may be the secret itself. */
    FOREIGN,
    /** It begins as {@link Pbkdf2Hash} does, and its salt, its key or its rounds are missing or too few. */
    DAMAGED,
    /** It is whole, and a comparison would take more than {@link Pbkdf2Hash#MOST_ROUNDS}. */
    TOO_SLOW;

    /** Empty for a hash that counts. */
    public static Optional<HashFlaw> of(String stored) {
        if (SecretHash.parse(stored).isPresent()) {
            return Optional.empty();
        }
        if (stored == null || stored.length() > SecretHash.LONGEST_TEXT) {
            return Optional.of(FOREIGN);
        }
        String dense = stored.replaceAll("\\s", "");
        // Whoever cuts a hash off rarely does so between two groups of four.
        int whole = dense.length() - dense.length() % 4;
        return Optional.of(of(decode(dense.substring(0, whole)), whole == dense.length()));
    }

    private static HashFlaw of(byte[] bytes, boolean isWhole) {
        if (bytes.length < Pbkdf2Hash.HEADER || bytes[0] != Pbkdf2Hash.MARKER) {
            return FOREIGN;
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        Optional<Pbkdf2Hash.Digest> digest = Pbkdf2Hash.Digest.numbered(fields.getInt());
        if (digest.isEmpty()) {
            return FOREIGN;
        }
        // .NET writes it without a sign.
        long rounds = Integer.toUnsignedLong(fields.getInt());
        int salt = fields.getInt();
        int key = fields.remaining() - salt;
        boolean isSound = isWhole
                && rounds >= 1
                && salt >= Pbkdf2Hash.SHORTEST
                && salt <= fields.remaining()
                && key >= Pbkdf2Hash.SHORTEST;
        return isSound && digest.get().rounds(rounds, key) > Pbkdf2Hash.MOST_ROUNDS ? TOO_SLOW : DAMAGED;
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
