package io.authscape.keycloak.cli;

import io.authscape.keycloak.key.KeyFileException;
import io.authscape.keycloak.key.SigningKey;
import io.authscape.keycloak.keycloak.Login;
import io.authscape.keycloak.seed.Secret;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * Who signs in. Secrets come from the environment, a file or a prompt, never from the command line, where every
 * process on the machine could read them.
 */
final class LoginOptions {

    private static final String ADMIN_CLI = "admin-cli";

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--auth-realm",
            paramLabel = "REALM",
            defaultValue = "master",
            description = "The realm to sign in to. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_AUTH_REALM]")
    private String authRealm;

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "Sign in as this client, or as a user through it. With a user the default is " + ADMIN_CLI
                    + ". [AUTHSCAPE_CLIENT_ID]")
    private String clientId;

    @Option(
            names = "--client-secret-file",
            paramLabel = "FILE",
            description = "A file with the client's secret, instead of AUTHSCAPE_CLIENT_SECRET or a prompt."
                    + " [AUTHSCAPE_CLIENT_SECRET_FILE]")
    private Path clientSecretFile;

    @Option(
            names = "--client-key-file",
            paramLabel = "FILE",
            description = "The client's private key instead of a secret (private_key_jwt): PEM (PKCS#8) or JWK; RSA"
                    + " (RS256), or EC on P-256 (ES256). [AUTHSCAPE_CLIENT_KEY_FILE]")
    private Path clientKeyFile;

    @Option(names = "--username", paramLabel = "NAME", description = "Sign in as this user. [AUTHSCAPE_USERNAME]")
    private String username;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file with the user's password, instead of AUTHSCAPE_PASSWORD or a prompt."
                    + " [AUTHSCAPE_PASSWORD_FILE]")
    private Path passwordFile;

    /** The client itself if there is a credential of it, unless the command line itself names a user. */
    Login login(Terminal terminal) {
        SecretSource secrets = new SecretSource(terminal, command);
        if (username == null && clientId == null) {
            throw new CommandFailure(ExitCodes.USAGE, "nobody to sign in as; give --client-id or --username");
        }
        boolean userWritten = command.commandLine().getParseResult().hasMatchedOption("--username");
        if (clientId == null || userWritten) {
            return user(secrets);
        }
        if (clientKeyFile != null) {
            return Login.client(authRealm, clientId, key());
        }
        Optional<Secret> secret = clientSecret(secrets);
        if (username != null && secret.isEmpty()) {
            return user(secrets);
        }
        if (secret.isEmpty() && showsCertificate()) {
            return Login.client(authRealm, clientId, (Secret) null);
        }
        return Login.client(
                authRealm,
                clientId,
                secret.orElseGet(
                        () -> secrets.required("--client-secret-file", clientSecretFile, "AUTHSCAPE_CLIENT_SECRET")));
    }

    private Login user(SecretSource secrets) {
        Secret password = secrets.required("--password-file", passwordFile, "AUTHSCAPE_PASSWORD");
        return clientId == null
                ? Login.user(authRealm, ADMIN_CLI, null, username, password)
                : Login.user(authRealm, clientId, clientSecret(secrets).orElse(null), username, password);
    }

    private Optional<Secret> clientSecret(SecretSource secrets) {
        return secrets.find("--client-secret-file", clientSecretFile, "AUTHSCAPE_CLIENT_SECRET");
    }

    private SigningKey key() {
        try {
            return SigningKey.read(clientKeyFile);
        } catch (KeyFileException e) {
            throw new CommandFailure(ExitCodes.USAGE, "--client-key-file: " + e.getMessage());
        }
    }

    /** Keycloak can know a client by the certificate of its TLS connection alone. */
    private boolean showsCertificate() {
        OptionSpec certificate = command.findOption(TlsOptions.CERTIFICATE);
        return certificate != null && certificate.getValue() != null;
    }
}
