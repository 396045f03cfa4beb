package io.authscape.keycloak.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.concurrent.atomic.AtomicInteger;

/** A library that has come loose: the JDK's RSA, whose signatures go through a fault. */
final class FaultyProvider extends Provider {

    private static final long serialVersionUID = 1;

    private final transient Fault fault;
    private final AtomicInteger signatures = new AtomicInteger();

    /** What becomes of a signature; numbers count from 1. */
    @FunctionalInterface
    interface Fault {
        byte[] signature(int number, byte[] right) throws SignatureException;
    }

    FaultyProvider(Fault fault) {
        super("Faulty", "1", "Faulty 1");
        this.fault = fault;
        putService(service("KeyFactory", "RSA"));
        putService(service("Signature", "SHA256withRSA"));
    }

    /** How many signatures were asked for. */
    int signatures() {
        return signatures.get();
    }

    private Service service(String type, String algorithm) {
        return new Service(this, type, algorithm, "none", null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                return type.equals("Signature") ? new FaultySignature() : new JdkKeys();
            }
        };
    }

    private final class FaultySignature extends SignatureSpi {

        private final Signature jdk = Signature.getInstance("SHA256withRSA", jdk());

        private FaultySignature() throws NoSuchAlgorithmException {}

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            jdk.initSign(key);
        }

        @Override
        protected void engineUpdate(byte b) throws SignatureException {
            jdk.update(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
            jdk.update(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return fault.signature(signatures.incrementAndGet(), jdk.sign());
        }

        @Override
        protected void engineInitVerify(PublicKey key) {
            throw new UnsupportedOperationException("nothing is verified by the library");
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            throw new UnsupportedOperationException("nothing is verified by the library");
        }

        @Deprecated
        @Override
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Deprecated
        @Override
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class JdkKeys extends KeyFactorySpi {

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            try {
                return KeyFactory.getInstance("RSA", jdk()).generatePrivate(spec);
            } catch (GeneralSecurityException e) {
                throw new InvalidKeySpecException(e);
            }
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Key engineTranslateKey(Key key) {
            throw new UnsupportedOperationException();
        }
    }

    private static Provider jdk() {
        return java.security.Security.getProvider("SunRsaSign");
    }
}
