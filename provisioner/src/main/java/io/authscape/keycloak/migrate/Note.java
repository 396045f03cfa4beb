package io.authscape.keycloak.migrate;

/**
 * What a report says about one member of a client or a scope, beyond that it was mapped.
 *
 * @param member by the name that the old server, or the seed, knows it
 * @param what what happened, and why; never holds a secret
 * @param remedy what to do about it; empty for nothing
 */
public record Note(Type type, String member, String what, String remedy) {

    /** What became of the member. */
    public enum Type {
        /** The seed says the same in other words. */
        CHANGED("changed"),
        /** The seed doesn't say it. */
        LEFT_OUT("not mapped"),
        /** The seed says it, and somebody should look at it. */
        CHECK("check");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** {@code member: what; remedy}. */
    @Override
    public String toString() {
        return (member.isEmpty() ? "" : member + ": ") + what + (remedy.isEmpty() ? "" : "; " + remedy);
    }
}
