package io.authscape.keycloak.secret;

/**
 * Holds one thing after the other to a third of one core: it rests for twice as long as it has worked. With what goes
 * along, waking the next one and refusing, that stays below half a core. Times in nanoseconds.
 */
final class HashingPace {

    private boolean any;
    private long earliest;

    /** How long the next start has to wait; zero or less: not at all. */
    long pause(long now) {
        return any ? earliest - now : 0;
    }

    /**
     * Notes what has been done.
     *
     * @param cpu what it took, which may be less than the time that went by
     */
    void worked(long start, long cpu) {
        any = true;
        earliest = start + 3 * cpu;
    }
}
