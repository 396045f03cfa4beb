package io.authscape.keycloak.signature;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.ServerAsymmetricSignatureSignerContext;
import org.keycloak.crypto.SignatureSignerContext;

/**
 * How many tokens a second of CPU time signs through Keycloak's signer and through ours, in turn, in one JVM. A program,
 * not a test: docs/native-signing.md says how to run it.
 */
final class SignaturesPerSecond {

    private static final int ROUNDS = 7;
    private static final long ROUND = TimeUnit.SECONDS.toNanos(1);
    /** About what a service token has. */
    private static final byte[] TOKEN = new byte[600];

    private SignaturesPerSecond() {}

    public static void main(String[] arguments) throws NotLoadedException {
        KeyWrapper key = RealmKey.of(RealmKey.generate());
        SignatureSignerContext keycloaks = new ServerAsymmetricSignatureSignerContext(key);
        SignatureSignerContext ours = new NativeSignerContext(key, new NativeKeys(NativeLibrary.load()));
        run(keycloaks); // warms up
        run(ours);
        double[] stock = new double[ROUNDS];
        double[] translated = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            stock[round] = run(keycloaks);
            translated[round] = run(ours);
        }
        tell("Keycloak's signer", stock);
        tell("the native one", translated);
    }

    private static double run(SignatureSignerContext signer) {
        long start = cpuNanos();
        int signatures = 0;
        while (cpuNanos() - start < ROUND) {
            signer.sign(TOKEN);
            signatures++;
        }
        return signatures * 1e9 / (cpuNanos() - start);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void tell(String who, double[] perSecond) {
        Arrays.sort(perSecond);
        System.out.printf(
                Locale.ROOT,
                "%-18s %5.0f signatures/s (%.0f-%.0f of %d rounds)%n",
                who,
                perSecond[ROUNDS / 2],
                perSecond[0],
                perSecond[ROUNDS - 1],
                ROUNDS);
    }
}
