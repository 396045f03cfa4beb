package io.authscape.keycloak.seed;

/** How Keycloak keeps a client's secrets. */
public enum SecretStorage {
    /** As hashes, for our jar: several, and nobody can read them. */
    HASHED("hashed"),
    /** As Keycloak itself does: one, in plain text. */
    PLAIN("plain");

    private final String word;

    SecretStorage(String word) {
        this.word = word;
    }

    /** The seed's word for it; {@code null} for any other word, and for none. */
    static SecretStorage of(String word) {
        for (SecretStorage storage : values()) {
            if (storage.word.equals(word)) {
                return storage;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return word;
    }
}
