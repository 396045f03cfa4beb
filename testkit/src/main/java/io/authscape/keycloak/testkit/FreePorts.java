package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Three loopback ports that nobody listens on. They lie below those that systems hand out for outgoing connections: by the
 * time Keycloak listens, such a one may have become some client's.
 */
record FreePorts(int http, int https, int management) {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;

    static FreePorts find() {
        int http = one();
        int https = one();
        int management = one();
        boolean differ = http != https && http != management && https != management;
        return differ ? new FreePorts(http, https, management) : find();
    }

    private static int one() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket held = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return held.getLocalPort();
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }
}
