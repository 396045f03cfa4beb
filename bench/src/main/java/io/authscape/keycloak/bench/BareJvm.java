package io.authscape.keycloak.bench;

/** Starts and ends: what every Java program costs before its first line. */
final class BareJvm {

    private BareJvm() {}

    public static void main(String[] args) {}
}
