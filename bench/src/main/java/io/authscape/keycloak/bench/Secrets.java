package io.authscape.keycloak.bench;

/** Secrets of benchmarks, nobody's. */
final class Secrets {

    /** As our provisioner makes them: kept as a salted digest. */
    static final String STRONG = "p7Rk2vXq9LmZt4Wc8Yb1Nd6Hs3Jf5GaE0uTiQoVx";

    /** As people think them up: kept as PBKDF2 with 10,000 rounds, as OpenIddict has them all. */
    static final String WEAK = "a-secret-of-the-benchmark";

    private Secrets() {}
}
