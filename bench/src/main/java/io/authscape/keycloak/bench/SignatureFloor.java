package io.authscape.keycloak.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many RS256 signatures with a key of 2,048 bits one core of this machine makes in a second, of CPU time: no token can
 * cost less than one.
 *
 * @param perSecond by the name of what signs
 */
record SignatureFloor(Map<String, Double> perSecond) {

    private static final String ALGORITHM = "SHA256withRSA";
    private static final int BITS = 2048;
    /** About what a token of ours has. */
    private static final byte[] MESSAGE = new byte[600];

    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final Pattern OPENSSL = Pattern.compile("rsa\\s+2048 bits\\s+\\S+\\s+\\S+\\s+([0-9.]+)");

    static SignatureFloor measure() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        PrivateKey key = generator.generateKeyPair().getPrivate();
        Map<String, Double> perSecond = new LinkedHashMap<>();
        perSecond.put(
                "JDK " + Runtime.version().feature() + " (`SunRsaSign`)",
                perSecond(() -> Signature.getInstance(ALGORITHM, "SunRsaSign"), key));
        AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        if (corretto.getLoadingError() == null) {
            perSecond.put(
                    "Amazon Corretto Crypto Provider, the JDK's key object",
                    perSecond(() -> Signature.getInstance(ALGORITHM, corretto), key));
            perSecond.put(
                    "the same, key translated once",
                    perSecond(() -> Signature.getInstance(ALGORITHM, corretto), translated(corretto, key)));
        } else {
            System.out.println("Amazon Corretto Crypto Provider doesn't load here: "
                    + corretto.getLoadingError().getMessage());
        }
        openssl()
                .ifPresentOrElse(
                        signatures -> perSecond.put("OpenSSL (`openssl speed`)", signatures),
                        () -> System.out.println("`openssl speed` is left out: there is no openssl"));
        perSecond.forEach((what, signatures) -> System.out.printf("%-60s %6.0f signatures/s%n", what, signatures));
        return new SignatureFloor(perSecond);
    }

    private static PrivateKey translated(AmazonCorrettoCryptoProvider corretto, PrivateKey key)
            throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA", corretto).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }

    private static double perSecond(Callable<Signature> signer, PrivateKey key) throws Exception {
        sign(signer, key, WARM_UP_NANOS);
        return sign(signer, key, MEASURED_NANOS);
    }

    /** As Keycloak does it: a new {@link Signature} for each token. */
    private static double sign(Callable<Signature> signer, PrivateKey key, long nanos) throws Exception {
        long start = cpuNanos();
        long signatures = 0;
        while (cpuNanos() - start < nanos) {
            Signature signature = signer.call();
            signature.initSign(key);
            signature.update(MESSAGE);
            signature.sign();
            signatures++;
        }
        return signatures * 1e9 / (cpuNanos() - start);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Optional<Double> openssl() throws Exception {
        try {
            Measured run =
                    Measured.run(Path.of("."), Map.of(), List.of("openssl", "speed", "-seconds", "3", "rsa2048"));
            Matcher matcher = OPENSSL.matcher(run.output());
            return matcher.find() ? Optional.of(Double.parseDouble(matcher.group(1))) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
