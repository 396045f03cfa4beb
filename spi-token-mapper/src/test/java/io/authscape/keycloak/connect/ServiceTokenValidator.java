package io.authscape.keycloak.connect;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/**
 * An API that validates access tokens as AuthScape's do: RS256 by a key of the key set, {@code typ} {@code at+jwt}, the
 * exact issuer, its audience, no clock skew.
 */
final class ServiceTokenValidator {

    private static final Set<String> REQUIRED = Set.of("sub", "client_id", "iat", "exp", "jti");

    private final String issuer;
    private final String audience;
    private final URI keys;

    ServiceTokenValidator(String issuer, String audience, URI keys) {
        this.issuer = issuer;
        this.audience = audience;
        this.keys = keys;
    }

    /** The same at that time, so that no test waits for a token to expire. */
    At at(Instant now) {
        return new At(now);
    }

    final class At {

        private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

        private At(Instant now) {
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    JWSAlgorithm.RS256, JWKSourceBuilder.create(url(keys)).build()));
            JWTClaimsSet exact = new JWTClaimsSet.Builder().issuer(issuer).build();
            DefaultJWTClaimsVerifier<SecurityContext> claims =
                    new DefaultJWTClaimsVerifier<>(audience, exact, REQUIRED) {
                        @Override
                        protected Date currentTime() {
                            return Date.from(now);
                        }
                    };
            claims.setMaxClockSkew(0);
            processor.setJWTClaimsSetVerifier(claims);
        }

        /** @throws BadJOSEException such an API would answer 401 */
        JWTClaimsSet validate(String token) throws BadJOSEException, JOSEException, ParseException {
            return processor.process(token, null);
        }
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
