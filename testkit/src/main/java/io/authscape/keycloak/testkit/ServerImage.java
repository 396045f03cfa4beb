package io.authscape.keycloak.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What containers are made from: {@code -Dkeycloak.image}, or else the official image of {@code -Dkeycloak.version}.
 *
 * @param complete whether our jars and our realm are part of it, as {@code -Dkeycloak.image.complete=true} says: then
 *     these are tested, and not those of this build
 */
record ServerImage(String name, boolean complete) {

    /** @param stock whether it is for a Keycloak without anything of ours, which no complete image is */
    static ServerImage current(boolean stock) {
        String official = "keycloak/keycloak:" + System.getProperty("keycloak.version");
        boolean complete = Boolean.getBoolean("keycloak.image.complete");
        if (stock && complete) {
            return new ServerImage(official, false);
        }
        return new ServerImage(System.getProperty("keycloak.image", official), complete);
    }

    /** Those of the files that it doesn't have. */
    List<Path> missing(List<Path> files) {
        Set<Path> ours = complete
                ? Set.of(ProjectFiles.providerJar(), ProjectFiles.nativeCryptoJar(), ProjectFiles.realmJson())
                : Set.of();
        return files.stream().filter(file -> !ours.contains(file)).toList();
    }
}
