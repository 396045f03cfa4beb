package io.authscape.keycloak.bench;

/**
 * What one batch of requests cost.
 *
 * @param cpuMillis of the server's processes, per token
 * @param perSecond tokens per second
 * @param p50 milliseconds that half of the requests stayed below
 * @param p99 the same of 99 %
 */
record Sample(double cpuMillis, double perSecond, double p50, double p99) {}
