package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Three loopback ports that nobody listens on. They lie below those that systems hand out for outgoing connections: by the
 * time Keycloak listens, such a one may have become some client's.
 */
public record FreePorts(int http, int https, int management) {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 100;

    /** Three that differ. */
    public static FreePorts find() {
        int http = one();
        int https = one();
        int management = one();
        boolean differ = http != https && http != management && https != management;
        return differ ? new FreePorts(http, https, management) : find();
    }

    /** One such port. */
    public static int one() {
        return one(FIRST, LAST, 0);
    }

    /** One of which the port that lies so far behind it is free, too. */
    public static int withAnotherBehind(int offset) {
        return one(FIRST, LAST - offset, offset);
    }

    /** A port between the two, of which the one that lies so far behind it is free, too. */
    static int one(int first, int last, int offset) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(first, last);
            if (isFree(port) && isFree(port + offset)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + first + " and " + last);
    }

    private static boolean isFree(int port) {
        try (ServerSocket held = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return held.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
