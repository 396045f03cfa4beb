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

/**
 * Where the Kubernetes API is and who asks it: what every pod is told, or {@code AUTHSCAPE_KUBERNETES_*} for elsewhere.
 *
 * @param serviceAccount the folder in which a pod has its token and its cluster's certificates
 */
record KubernetesSettings(Map<String, String> env, Path serviceAccount) {

    private static final String URL = "AUTHSCAPE_KUBERNETES_URL";
    private static final String TOKEN_FILE = "AUTHSCAPE_KUBERNETES_TOKEN_FILE";
    private static final String CA_FILE = "AUTHSCAPE_KUBERNETES_CA_FILE";

    URI address() {
        Optional<String> given = find(URL);
        String text = given.or(this::ofThePod)
                .orElseThrow(() -> wrong(
                        "this runs in no pod, and " + URL + " is not set; set it to the Kubernetes API's" + " URL"));
        try {
            URI uri = URI.create(text.strip().replaceFirst("/+$", ""));
            if ("https".equalsIgnoreCase(uri.getScheme()) && isPlain(uri)) {
                return uri;
            }
            // As 'kubectl proxy' listens.
            if ("http".equalsIgnoreCase(uri.getScheme()) && isPlain(uri) && isLoopback(uri.getHost())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // The same answer as below.
        }
        throw wrong((given.isPresent() ? URL : "KUBERNETES_SERVICE_HOST")
                + " gives no URL that a token may go to; write it as https://kubernetes.example.com:6443");
    }

    /** Kubernetes changes the token every hour or so. Empty if somebody in between signs in for us. */
    Optional<Secret> token() {
        Optional<String> given = find(TOKEN_FILE);
        if (given.isPresent()) {
            return given.map(file -> secretIn(TOKEN_FILE, path(file)));
        }
        // The pod's token is for the pod's cluster alone.
        return find(URL).isPresent()
                ? Optional.empty()
                : Optional.of(secretIn("the pod's service account", serviceAccount.resolve("token")));
    }

    /** The cluster's certificate authority; empty for those that Java trusts. */
    Optional<Certificates> certificates() {
        Optional<String> given = find(CA_FILE);
        if (given.isPresent()) {
            return given.map(file -> new Certificates(CA_FILE, path(file)));
        }
        return find(URL).isPresent()
                ? Optional.empty()
                : Optional.of(new Certificates("the pod's service account", serviceAccount.resolve("ca.crt")));
    }

    private Optional<String> ofThePod() {
        return find("KUBERNETES_SERVICE_HOST").map(host -> {
            String port = find("KUBERNETES_SERVICE_PORT_HTTPS")
                    .or(() -> find("KUBERNETES_SERVICE_PORT"))
                    .orElse("443");
            return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        });
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(env.get(name)).filter(value -> !value.isBlank());
    }

    private static boolean isPlain(URI uri) {
        return uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127\\.[0-9.]+");
    }

    private static Secret secretIn(String from, Path file) {
        try {
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw wrong(from + ": the file " + Quoted.of(file.toString()) + " can't be read; correct it");
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong(Quoted.of(text) + " is no file name; correct it");
        }
    }

    private static SecretStoreException wrong(String message) {
        return new SecretStoreException(Kind.REFUSED, message);
    }

    /** The environment may hold tokens. */
    @Override
    public String toString() {
        return "KubernetesSettings";
    }

    /**
     * A PEM file.
     *
     * @param from who names it, for messages
     */
    record Certificates(String from, Path file) {}
}
