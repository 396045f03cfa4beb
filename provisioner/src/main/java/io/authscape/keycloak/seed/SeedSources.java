package io.authscape.keycloak.seed;

import java.util.ArrayList;
import java.util.List;

/**
 * The files of one run.
 *
 * @param files seed files; each name stands in one of them only
 * @param overlays what changes them, in the order in which it does
 * @param realm instead of the one that the files name; {@code null} if they are to name it
 */
public record SeedSources(List<SeedText> files, List<SeedText> overlays, String realm) {

    public SeedSources {
        files = List.copyOf(files);
        overlays = List.copyOf(overlays);
    }

    /** One seed file as it is. */
    public static SeedSources of(SeedText file) {
        return new SeedSources(List.of(file), List.of(), null);
    }

    /** In the order in which their problems are told. */
    List<SeedText> all() {
        List<SeedText> all = new ArrayList<>(files);
        all.addAll(overlays);
        return all;
    }
}
