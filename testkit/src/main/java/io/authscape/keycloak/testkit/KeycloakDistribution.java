package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Keycloak distribution that this project's build has unpacked, and the homes that are made from it. Every server
 * has a home of its own, because Keycloak writes its build ({@code lib/quarkus}) and its database into it.
 */
final class KeycloakDistribution {

    private static final Path JARS = Path.of("lib", "lib");

    private final Path folder;

    private KeycloakDistribution(Path folder) {
        this.folder = folder;
    }

    /** Of the Keycloak that {@code -Dkeycloak.version} asks for. */
    static KeycloakDistribution current() {
        return ofVersion(System.getProperty("keycloak.version"));
    }

    static KeycloakDistribution ofVersion(String version) {
        Path folder = ProjectFiles.root().resolve("testkit/target/keycloak/keycloak-" + version);
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("Keycloak " + version + " is not unpacked at " + folder
                    + "; run `mvn generate-resources -pl testkit -Dkeycloak.version=" + version + "` first");
        }
        return new KeycloakDistribution(folder);
    }

    Path folder() {
        return folder;
    }

    /** Makes a fresh home: Keycloak's jars as links, all that it writes to as copies, {@code providers} on top. */
    Path newHome(Path home, List<Path> providers, List<Path> realmFiles) {
        try {
            deleteAll(home);
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    copyOrLink(file, home.resolve(folder.relativize(file).toString()));
                }
            }
            copyInto(home.resolve("providers"), providers);
            copyInto(home.resolve("data/import"), realmFiles);
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("can't make a Keycloak home at " + home, e);
        }
    }

    private void copyOrLink(Path file, Path target) throws IOException {
        if (Files.isDirectory(file)) {
            Files.createDirectories(target);
        } else if (folder.relativize(file).startsWith(JARS)) {
            Files.createLink(target, file);
        } else {
            Files.copy(file, target);
            if (Files.isExecutable(file) && !target.toFile().setExecutable(true)) {
                throw new IOException("can't make " + target + " executable");
            }
        }
    }

    private static void copyInto(Path folder, List<Path> files) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
