package io.authscape.keycloak.extended;

import io.authscape.keycloak.Wire;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The scripts of {@code src/test/node}, with the npm packages that they name. */
final class NodeScripts {

    private static final List<String> PACKAGES = List.of("openid-client", "jose", "oauth4webapi");

    private final Path folder;

    private NodeScripts(Path folder) {
        this.folder = folder;
    }

    /** In a copy below {@code target}, so that npm writes nothing into the sources. */
    static NodeScripts install(Part part) {
        part.needs("node=nodejs", "npm=npm");
        Path folder = Path.of("target", "node").toAbsolutePath();
        copy(Part.sources("node"), folder);
        part.needs(new ProcessBuilder(
                        "npm",
                        "install",
                        "--no-package-lock",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--no-update-notifier",
                        "--loglevel=error")
                .directory(folder.toFile()));
        NodeScripts scripts = new NodeScripts(folder);
        part.runsWith(scripts.versions());
        return scripts;
    }

    /** Starts a script. It resolves {@code localhost} as the JVM does: Keycloak listens on 127.0.0.1 alone. */
    NodeScript start(String name) {
        File log = folder.resolve(name + ".log").toFile();
        return NodeScript.start(
                new ProcessBuilder("node", "--dns-result-order=ipv4first", name)
                        .directory(folder.toFile())
                        .redirectError(log),
                log.toPath());
    }

    private String versions() {
        List<String> versions = new ArrayList<>();
        for (String name : PACKAGES) {
            versions.add(name + " "
                    + Wire.json(read(
                                    folder.resolve("node_modules").resolve(name).resolve("package.json")))
                            .path("version")
                            .asText());
        }
        return String.join(", ", versions);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
                for (Path file : files) {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
