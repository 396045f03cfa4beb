package io.authscape.keycloak.testkit;

import java.nio.file.Path;

/** Where this checkout's files are. The build passes the root as system property {@code authscape.root}. */
public final class ProjectFiles {

    private ProjectFiles() {}

    /** The checkout's root folder. */
    public static Path root() {
        String root = System.getProperty("authscape.root");
        if (root == null) {
            throw new IllegalStateException("system property authscape.root is not set; the build's Failsafe sets it");
        }
        return Path.of(root);
    }

    /** The realm that users import. */
    public static Path realmJson() {
        return root().resolve("realm-config/authscape-realm.json");
    }

    /** The provider jar, freshly built by this very run. */
    public static Path providerJar() {
        return root().resolve("spi-token-mapper/target/authscape-keycloak-spi.jar");
    }

    /** The optional second one, which signs natively. */
    public static Path nativeCryptoJar() {
        return root().resolve("spi-native-crypto/target/authscape-keycloak-native-crypto.jar");
    }
}
