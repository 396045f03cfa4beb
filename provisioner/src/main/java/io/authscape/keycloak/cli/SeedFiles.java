package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which files a user means who names files and folders. */
final class SeedFiles {

    private SeedFiles() {}

    /**
     * Each file once, in the order given; of a folder its {@code *.json} with those of its subfolders, sorted.
     *
     * @param overlays are no seed files, also where they lie beside some
     */
    static List<String> in(List<String> names, List<String> overlays) {
        refuseBlank("-f", names);
        refuseBlank("--overlay", overlays);
        Set<Path> taken = new HashSet<>();
        for (String overlay : overlays) {
            taken.add(identity(overlay));
        }
        List<String> files = new ArrayList<>();
        for (String name : names) {
            List<String> found = isFolder(name) ? inFolder(name) : List.of(name);
            found.stream().filter(file -> taken.add(identity(file))).forEach(files::add);
            if (found.isEmpty()) {
                throw new CommandFailure(ExitCodes.USAGE, "the folder " + Quoted.of(name) + " has no seed files");
            }
        }
        if (files.isEmpty()) {
            throw new CommandFailure(ExitCodes.USAGE, "every file is an overlay; name a seed file with -f");
        }
        return files;
    }

    /** To Java it is the current folder; whoever writes it has a variable in mind that is not set. */
    private static void refuseBlank(String option, List<String> names) {
        if (names.stream().anyMatch(String::isBlank)) {
            throw new CommandFailure(
                    ExitCodes.USAGE, option + ": the name is empty; is a variable not set? The current folder is .");
        }
    }

    private static List<String> inFolder(String folder) {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            return all.filter(SeedFiles::isSeed)
                    .filter(path -> !isHidden(Path.of(folder).relativize(path)))
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailure(ExitCodes.USAGE, "the folder " + Quoted.of(folder) + " can't be read");
        }
    }

    private static boolean isSeed(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".json") && !name.endsWith(".schema.json") && Files.isRegularFile(path);
    }

    private static boolean isHidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFolder(String name) {
        try {
            return !name.equals(SeedOptions.STDIN) && Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The same for two names of one file. */
    private static Path identity(String name) {
        try {
            Path path = Path.of(name);
            return Files.exists(path)
                    ? path.toRealPath()
                    : path.toAbsolutePath().normalize();
        } catch (IOException | InvalidPathException e) {
            return Path.of("").resolve(Integer.toHexString(name.hashCode()));
        }
    }
}
