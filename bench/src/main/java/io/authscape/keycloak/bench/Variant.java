package io.authscape.keycloak.bench;

/**
 * One way to get a token.
 *
 * @param key a letter
 * @param label what it is, for a table
 * @param usage all processes that work for it
 */
record Variant(String key, String label, Target target, ProcessUsage usage) {

    /** Sends requests and looks what they cost. */
    Sample measure(int connections, int requests) throws InterruptedException {
        double before = usage.cpuMillis();
        Load load = Load.run(target, connections, requests);
        double cpu = (usage.cpuMillis() - before) / requests;
        return new Sample(cpu, load.perSecond(), load.p50(), load.p99());
    }
}
