package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.Login;
import io.authscape.keycloak.seed.Secret;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
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

    @Option(names = "--username", paramLabel = "NAME", description = "Sign in as this user. [AUTHSCAPE_USERNAME]")
    private String username;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file with the user's password, instead of AUTHSCAPE_PASSWORD or a prompt."
                    + " [AUTHSCAPE_PASSWORD_FILE]")
    private Path passwordFile;

    Login login(Terminal terminal) {
        SecretSource secrets = new SecretSource(terminal, command);
        if (username == null && clientId == null) {
            throw new CommandFailure(ExitCodes.USAGE, "nobody to sign in as; give --client-id or --username");
        }
        if (username == null) {
            Secret secret = secrets.required("--client-secret-file", clientSecretFile, "AUTHSCAPE_CLIENT_SECRET");
            return new Login(authRealm, clientId, secret, null, null);
        }
        Secret password = secrets.required("--password-file", passwordFile, "AUTHSCAPE_PASSWORD");
        if (clientId == null) {
            return new Login(authRealm, ADMIN_CLI, null, username, password);
        }
        Secret secret = secrets.find("--client-secret-file", clientSecretFile, "AUTHSCAPE_CLIENT_SECRET")
                .orElse(null);
        return new Login(authRealm, clientId, secret, username, password);
    }
}
