package io.authscape.keycloak.seed;

/** A place in a seed file; line and column count from 1. */
public record Location(int line, int column) {

    static final Location START = new Location(1, 1);
}
