package io.authscape.keycloak.seed;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a secret is kept: what stands between the braces of a reference such as {@code ${vault:secret/billing#password}}.
 *
 * @param scheme the kind of store, for example {@code vault}
 * @param address what the store finds the secret by; relative file names are relative to the seed file
 */
public record SecretAddress(String scheme, String address) {

    /** Stores that a network lies before: they are asked only for the secrets that a command needs. */
    private static final Map<String, Form> REMOTE = Map.of(
            "vault",
            new Form(
                    "[^/#\\s][^/#]*(/[^/#]+)+#[^#]+",
                    "${vault:mount/path#field}, for example ${vault:secret/billing#password}"),
            "kubernetes",
            new Form(
                    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?#[A-Za-z0-9._-]{1,253}",
                    "${kubernetes:namespace/secret-name#key}, for example ${kubernetes:prod/billing#password}"),
            "azure",
            new Form(
                    "[A-Za-z0-9][A-Za-z0-9.:-]*/[A-Za-z0-9-]{1,127}",
                    "${azure:vault-name/secret-name}, for example ${azure:contoso-prod/billing}"),
            "aws",
            new Form(
                    "[^#\\s]{1,2048}(#[^#]+)?",
                    "${aws:secret-id} or ${aws:secret-id#json-field}, for example ${aws:prod/billing#password}"));

    private static final Map<String, Form> LOCAL = Map.of(
            "file",
            new Form("[^\\u0000]+", "${file:path}"),
            "envfile",
            new Form(
                    "[^\\u0000#][^\\u0000]*#[A-Za-z_][A-Za-z0-9_]*",
                    "${envfile:path#NAME}, for example ${envfile:.env#BILLING_SECRET}"));

    private static final Pattern SCHEME = Pattern.compile("[a-z]+");

    /** Whether {@code word} is a scheme that needs a network. */
    static boolean isRemote(String word) {
        return REMOTE.containsKey(word);
    }

    /** Whether a generated secret can be written to such a store. */
    static boolean canBeWritten(String word) {
        return REMOTE.containsKey(word) || LOCAL.containsKey(word);
    }

    /** How an address of that kind must look, if this one doesn't; the scheme must be a known one. */
    Optional<String> wrongForm() {
        Form form = REMOTE.containsKey(scheme) ? REMOTE.get(scheme) : LOCAL.get(scheme);
        return form.pattern.matcher(address).matches() ? Optional.empty() : Optional.of(form.example);
    }

    /** Splits what stands between the braces; empty if it doesn't start with a scheme. */
    static Optional<SecretAddress> parse(String inside) {
        int colon = inside.indexOf(':');
        return colon > 0 && SCHEME.matcher(inside.substring(0, colon)).matches()
                ? Optional.of(new SecretAddress(inside.substring(0, colon), inside.substring(colon + 1)))
                : Optional.empty();
    }

    /** As a reference. */
    @Override
    public String toString() {
        return "${" + scheme + ":" + address + "}";
    }

    private record Form(Pattern pattern, String example) {
        Form(String pattern, String example) {
            this(Pattern.compile(pattern), example);
        }
    }
}
