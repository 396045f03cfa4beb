package io.authscape.keycloak.seed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this machine holds for a reference: environment variables ({@code env:NAME}, {@code env:NAME:-default}), files
 * ({@code file:path}) and lines of dotenv files ({@code envfile:path#NAME}).
 */
final class LocalValues {

    private static final Pattern ENV = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(:-(.*))?", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("file:(.*)", Pattern.DOTALL);
    private static final Pattern ENV_FILE = Pattern.compile("envfile:([^#]+)#([A-Za-z_][A-Za-z0-9_]*)", Pattern.DOTALL);

    private final Map<String, String> env;
    private final Map<Path, Optional<String>> files = new HashMap<>();

    LocalValues(Map<String, String> env) {
        this.env = env;
    }

    /**
     * @param inside what stands between the braces
     * @param folder what file names are relative to
     */
    Found find(String inside, Path folder) {
        Matcher variable = ENV.matcher(inside);
        if (variable.matches()) {
            return variable(variable.group(1), variable.group(3));
        }
        Matcher line = ENV_FILE.matcher(inside);
        if (line.matches()) {
            return line(line.group(1), line.group(2), folder);
        }
        Matcher file = FILE.matcher(inside);
        if (file.matches()) {
            return read(file.group(1), folder)
                    .map(text -> Found.value(text.replaceFirst("[\\r\\n]+\\z", "")))
                    .orElseGet(() -> unreadable(file.group(1)));
        }
        return Found.problem(
                "this is not a reference that authscape knows",
                "use ${env:NAME} or ${file:path}; a literal '${' is written '$${'");
    }

    /** A text with those of its references replaced that stand for something. */
    String replaceIn(String text, Path folder) {
        return References.TOKEN.matcher(text).replaceAll(token -> {
            Found found = token.group(1) == null ? Found.value("${") : find(token.group(1), folder);
            return Matcher.quoteReplacement(found.problem() == null ? found.value() : token.group());
        });
    }

    /** The same address with an absolute file name, if it is one of a file. */
    SecretAddress absolute(SecretAddress address, Path folder) {
        return switch (address.scheme()) {
            case "file", "envfile" ->
                new SecretAddress(
                        address.scheme(),
                        folder.resolve(address.address()).normalize().toString());
            default -> address;
        };
    }

    private Found variable(String name, String otherwise) {
        String value = env.getOrDefault(name, "");
        if (otherwise == null && !env.containsKey(name)) {
            return Found.problem("the environment variable " + name + " is not defined", "define it");
        }
        if (otherwise == null && value.isBlank()) {
            return Found.problem("the environment variable " + name + " is empty", "give it a value");
        }
        // Its presence counts, whether or not it is needed today: a default of a secret is a secret in the file.
        boolean hasDefault = otherwise != null && !otherwise.isEmpty();
        return new Found(value.isEmpty() && otherwise != null ? otherwise : value, hasDefault, null);
    }

    private Found line(String path, String name, Path folder) {
        Optional<String> text = read(path, folder);
        if (text.isEmpty()) {
            return unreadable(path);
        }
        return EnvFile.of(text.get())
                .get(name)
                .map(Found::value)
                .orElseGet(() ->
                        Found.problem("the file " + Quoted.of(path) + " has no line " + name + "=...", "write it"));
    }

    private Optional<String> read(String path, Path folder) {
        try {
            return files.computeIfAbsent(folder.resolve(path).normalize(), LocalValues::content);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> content(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Found unreadable(String path) {
        return Found.problem(
                "the file " + Quoted.of(path) + " can't be read",
                "make it a readable UTF-8 text; paths are relative to the seed file");
    }

    /**
     * @param value {@code null} if there is a problem
     * @param hasDefault whether the reference says a default
     * @param problem {@code null} if there is a value
     */
    record Found(String value, boolean hasDefault, Finding problem) {

        static Found value(String value) {
            return new Found(value, false, null);
        }

        static Found problem(String what, String remedy) {
            return new Found(null, false, Finding.error(what, remedy));
        }
    }
}
