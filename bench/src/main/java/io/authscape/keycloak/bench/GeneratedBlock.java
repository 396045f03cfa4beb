package io.authscape.keycloak.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a benchmark writes into docs/performance.md, between two marks of its name. */
record GeneratedBlock(Path project, String name) {

    void write(String text) throws IOException {
        Path page = project.resolve("docs/performance.md");
        String all = Files.readString(page);
        String begin = "<!-- " + name + ": written by bench -->";
        int from = all.indexOf(begin);
        int to = all.indexOf("<!-- " + name + ": end -->");
        if (from < 0 || to < from) {
            throw new IllegalStateException(page + " has no marks '" + begin + "' and '" + name + ": end'");
        }
        Files.writeString(page, all.substring(0, from) + begin + "\n" + text + all.substring(to));
    }

    void image(String file, String svg) throws IOException {
        Files.writeString(project.resolve("docs/images").resolve(file), svg);
    }
}
