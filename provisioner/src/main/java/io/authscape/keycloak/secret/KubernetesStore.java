package io.authscape.keycloak.secret;

import java.nio.file.Path;
import java.util.Map;

/** Kubernetes Secrets, {@code namespace/secret-name#key}. */
public final class KubernetesStore implements SecretStoreType {

    /** Where a pod finds who it is. */
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    @Override
    public String scheme() {
        return "kubernetes";
    }

    @Override
    public SecretStore open(Map<String, String> env) {
        return open(new KubernetesSettings(env, SERVICE_ACCOUNT));
    }

    static SecretStore open(KubernetesSettings settings) {
        return new EntryFields("Kubernetes", new KubernetesSecrets(new KubernetesConnection(settings)));
    }
}
