package io.authscape.keycloak.examples.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where the data goes: a file for each item. The same item twice is one file, so a repeated sync does no harm. */
final class TargetFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    TargetFolder(Path folder) {
        this.folder = folder;
    }

    /** The file stands whole or not at all. */
    void keep(String id, Object item) {
        // Ids come from another machine: encoded, none leads out of the folder.
        String name = URLEncoder.encode(id, StandardCharsets.UTF_8).replace(".", "%2E") + ".json";
        try {
            Files.createDirectories(folder);
            Path unfinished = Files.write(folder.resolve(name + ".tmp"), JSON.writeValueAsBytes(item));
            Files.move(
                    unfinished,
                    folder.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't keep '" + name + "' in " + folder + ": " + e.getMessage(), e);
        }
    }
}
