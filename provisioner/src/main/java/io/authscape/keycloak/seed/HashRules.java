package io.authscape.keycloak.seed;

import io.authscape.keycloak.contract.HashFlaw;
import io.authscape.keycloak.contract.PlainDigest;
import io.authscape.keycloak.contract.SecretHash;
import java.util.Optional;
import java.util.regex.Pattern;

/** Judges a stored hash, without ever repeating it: what somebody took for a hash may be the secret. */
final class HashRules {

    /** How bcrypt, Argon2, crypt, LDAP and Django begin theirs. */
    private static final Pattern OTHERS =
            Pattern.compile("\\$[a-z0-9-]{1,15}\\$.*|\\{[A-Za-z0-9-]{2,20}\\}.*|pbkdf2_[a-z0-9]+\\$.*");

    private static final String KNOWN =
            "OpenIddict's and ASP.NET Identity v3's PBKDF2, or IdentityServer's SHA-256 and" + " SHA-512, count";

    private HashRules() {}

    static Optional<Finding> check(String stored) {
        Optional<SecretHash> hash = SecretHash.parse(stored);
        if (hash.isEmpty()) {
            return Optional.of(refusal(stored));
        }
        return hash.get() instanceof PlainDigest
                ? Optional.of(Finding.warning(
                        "this is a digest without a salt: whoever sees it can guess a weak secret fast",
                        "give the client a new secret in a store, where 'authscape rotate' can replace it"))
                : Optional.empty();
    }

    private static Finding refusal(String stored) {
        if (stored.length() > SecretHash.LONGEST_TEXT) {
            return Finding.error(
                    "this is longer than any hash (" + SecretHash.LONGEST_TEXT + " characters)", "correct it");
        }
        if (OTHERS.matcher(stored).matches()) {
            return Finding.error(
                    "this is a hash in a format that authscape doesn't know: " + KNOWN, "give the client a new secret");
        }
        return switch (HashFlaw.of(stored).orElseThrow()) {
            case TOO_SLOW ->
                Finding.error(
                        "this hash would take more than 1,000,000 rounds for each sign-in, and is not accepted",
                        "give the client a new secret");
            case DAMAGED ->
                Finding.error(
                        "this hash is damaged: its salt or its key is missing or too short",
                        "copy it whole, or give the client a new secret");
            case FOREIGN ->
                Finding.error(
                        "this is no hash that authscape knows: " + KNOWN,
                        "if it is the secret itself, it belongs into 'clientSecret', and should be replaced by now");
        };
    }
}
