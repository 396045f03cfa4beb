package io.authscape.keycloak.connect;

import java.util.List;
import java.util.SplittableRandom;

/** The dice of one request: the same seed and number throw the same, whichever thread asks. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed, int number) {
        this.random = new SplittableRandom(seed * 1_000_003 + number);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    /** From 0 to {@code bound} - 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Any bytes at all, as ISO 8859-1. */
    String bytes(int length) {
        return text(length, 0, 256);
    }

    /** What a header or a target may hold. */
    String visible(int length) {
        return text(length, '!', '~' + 1);
    }

    String letters(int length) {
        return text(length, 'a', 'z' + 1);
    }

    private String text(int length, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(from, to));
        }
        return text.toString();
    }
}
