package io.authscape.keycloak.contract;

import java.util.regex.Pattern;

/**
 * Tells secrets that were made by a machine from those that a person thought up. When in doubt, a secret counts as weak:
 * that only costs time.
 */
public final class SecretStrength {

    private static final int SHORTEST = 32;
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+|[0-9A-F]+");
    private static final Pattern BASE64 = Pattern.compile("([A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}");
    /** Of 32 random hex digits, fewer than ten different ones come once in some ten thousand. */
    private static final int HEX_VARIETY = 10;

    private static final int BASE64_VARIETY = 16;
    /** Words have long runs of one kind of letters; of random neighbours, two of three are of different kinds. */
    private static final double LEAST_TURNS = 0.5;

    private static final int LONGEST_RUN = 8;

    private SecretStrength() {}

    /** Whether the secret is at least 32 characters of Base64 or hex, and follows no pattern. */
    public static boolean isStrong(String secret) {
        if (secret.length() < SHORTEST || repeats(secret) || runs(secret)) {
            return false;
        }
        if (HEX.matcher(secret).matches()) {
            return variety(secret) >= HEX_VARIETY;
        }
        return BASE64.matcher(secret).matches() && variety(secret) >= BASE64_VARIETY && !hasWords(secret);
    }

    /** Whether a part comes again and again: at some distance, a third of all characters are the same. */
    private static boolean repeats(String secret) {
        for (int distance = 1; distance <= secret.length() / 2; distance++) {
            int same = 0;
            for (int i = distance; i < secret.length(); i++) {
                same += secret.charAt(i) == secret.charAt(i - distance) ? 1 : 0;
            }
            if (3 * same >= secret.length() - distance) {
                return true;
            }
        }
        return false;
    }

    /** Whether characters follow each other as in {@code abcd}, {@code 9876} or {@code 1357}: a quarter of them. */
    private static boolean runs(String secret) {
        int running = 0;
        for (int i = 2; i < secret.length(); i++) {
            int step = secret.charAt(i) - secret.charAt(i - 1);
            boolean same = step == secret.charAt(i - 1) - secret.charAt(i - 2);
            running += same && Math.abs(step) <= 2 ? 1 : 0;
        }
        return 4 * running >= secret.length() - 2;
    }

    private static boolean hasWords(String secret) {
        int turns = 0;
        int run = 1;
        int longest = 1;
        for (int i = 1; i < secret.length(); i++) {
            boolean turn = kind(secret.charAt(i)) != kind(secret.charAt(i - 1));
            turns += turn ? 1 : 0;
            run = turn ? 1 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest > LONGEST_RUN || turns < LEAST_TURNS * (secret.length() - 1);
    }

    private static int kind(char c) {
        if (Character.isDigit(c)) {
            return 0;
        }
        return Character.isLowerCase(c) ? 1 : Character.isUpperCase(c) ? 2 : 3;
    }

    private static long variety(String secret) {
        return secret.chars().distinct().count();
    }
}
