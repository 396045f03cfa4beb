package io.authscape.keycloak.cli;

import io.authscape.keycloak.key.KeyFileException;
import io.authscape.keycloak.key.TlsFiles;
import io.authscape.keycloak.seed.Secret;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Whom to trust, and what to show, in TLS connections to Keycloak. */
final class TlsOptions {

    static final String CERTIFICATE = "--tls-cert-file";

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "PEM certificates to trust in addition to the JVM's. [AUTHSCAPE_CA_FILE]")
    private Path authorities;

    @Option(
            names = CERTIFICATE,
            paramLabel = "FILE",
            description = "Our own certificate for a server that asks for one: PEM, or PKCS#12 (.p12, .pfx)."
                    + " [AUTHSCAPE_TLS_CERT_FILE]")
    private Path certificate;

    @Option(
            names = "--tls-key-file",
            paramLabel = "FILE",
            description = "Its private key, PEM (PKCS#8), if the certificate's file doesn't hold it."
                    + " [AUTHSCAPE_TLS_KEY_FILE]")
    private Path key;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "A file with the PKCS#12 file's password, instead of AUTHSCAPE_TLS_PASSWORD."
                    + " [AUTHSCAPE_TLS_PASSWORD_FILE]")
    private Path passwordFile;

    /** {@code null} if nothing is asked for beyond what the JVM brings. */
    SSLContext context(Terminal terminal) {
        if (key != null && certificate == null) {
            throw new CommandFailure(ExitCodes.USAGE, "--tls-key-file needs " + CERTIFICATE);
        }
        char[] password = new SecretSource(terminal, command)
                .find("--tls-password-file", passwordFile, "AUTHSCAPE_TLS_PASSWORD")
                .map(Secret::reveal)
                .map(String::toCharArray)
                .orElse(null);
        try {
            return new TlsFiles(authorities, certificate, key).context(password);
        } catch (KeyFileException e) {
            throw new CommandFailure(ExitCodes.USAGE, "--ca-file or " + CERTIFICATE + ": " + e.getMessage());
        }
    }
}
