package io.authscape.keycloak.extended;

import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files as text, and what the parent pom says. */
final class ProjectText {

    private static final Pattern VERSION =
            Pattern.compile("<artifactId>authscape-keycloak</artifactId>\\s*<version>([^<]+)</version>");

    private ProjectText() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version of what is built here. */
    static String version() {
        return inPom(VERSION);
    }

    /** A property of the parent pom. */
    static String property(String name) {
        return inPom(Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<"));
    }

    private static String inPom(Pattern pattern) {
        Matcher found = pattern.matcher(read(ProjectFiles.root().resolve("pom.xml")));
        if (!found.find()) {
            throw new AssertionError("pom.xml has no " + pattern);
        }
        return found.group(1);
    }
}
