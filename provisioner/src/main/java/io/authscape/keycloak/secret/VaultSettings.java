package io.authscape.keycloak.secret;

import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where Vault is and who asks it, by the variables that Vault's own command line reads; OpenBao's {@code BAO_*} count too. */
record VaultSettings(Map<String, String> env) {

    URI address() {
        String text = find("ADDR").orElseThrow(() -> wrong("VAULT_ADDR is not set; set it to Vault's URL"));
        try {
            URI uri = URI.create(text.strip().replaceFirst("/+$", ""));
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // The same answer as below.
        }
        throw wrong("VAULT_ADDR is no URL; write it as https://vault.example.com:8200");
    }

    Optional<String> namespace() {
        return find("NAMESPACE");
    }

    /** The certificate authority's certificates, as PEM. */
    Optional<Path> certificates() {
        return find("CACERT").map(VaultSettings::path);
    }

    /** The token itself, or the file that has it, or the one in which Vault's command line keeps it. */
    Optional<Secret> token() {
        return find("TOKEN")
                .map(Secret::new)
                .or(() -> find("TOKEN_FILE").map(file -> secretIn("VAULT_TOKEN_FILE", file)))
                .or(() -> roleId().isPresent() ? Optional.empty() : tokenOfTheCommandLine());
    }

    /** The AppRole's id. */
    Optional<String> roleId() {
        return find("ROLE_ID");
    }

    /** The AppRole's secret. */
    Secret secretId() {
        return find("SECRET_ID")
                .map(Secret::new)
                .or(() -> find("SECRET_ID_FILE").map(file -> secretIn("VAULT_SECRET_ID_FILE", file)))
                .orElseThrow(() -> wrong("VAULT_ROLE_ID has no VAULT_SECRET_ID beside it; set it"));
    }

    private Optional<Secret> tokenOfTheCommandLine() {
        Optional<Path> file = Optional.ofNullable(env.get("HOME")).map(home -> path(home + "/.vault-token"));
        return file.filter(Files::isReadable).map(path -> secretIn("HOME", path.toString()));
    }

    private Optional<String> find(String name) {
        return variable("VAULT_" + name).or(() -> variable("BAO_" + name));
    }

    /** Without the line break that a variable keeps which was read from a file; in a header it would break the request. */
    private Optional<String> variable(String name) {
        return Optional.ofNullable(env.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static Secret secretIn(String variable, String file) {
        try {
            return new Secret(Files.readString(path(file)).strip());
        } catch (IOException e) {
            throw wrong(variable + ": the file " + Quoted.of(file) + " can't be read; correct it");
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong(Quoted.of(text) + " is no file name; correct it");
        }
    }

    static SecretStoreException wrong(String message) {
        return new SecretStoreException(Kind.REFUSED, message);
    }

    /** The environment may hold tokens. */
    @Override
    public String toString() {
        return "VaultSettings";
    }
}
