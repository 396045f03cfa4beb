package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces references to environment variables ({@code env:NAME}, {@code env:NAME:-default}) and to files
 * ({@code file:path}) by what they stand for; a doubled dollar sign makes what looks like a reference plain text. What
 * a reference holds never shows in a problem, nor does a text that only looks like a reference: it may be part of a
 * secret.
 */
final class References {

    private static final Pattern TOKEN = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
    private static final Pattern ENV = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)(:-(.*))?", Pattern.DOTALL);
    /** What Keycloak has room for. */
    private static final int LONGEST = 255;

    private static final String FILE = "file:";
    private static final Set<String> LATER = Set.of("azure", "aws", "vault");

    private final Map<String, String> env;
    private final Path folder;
    private final ProblemList problems;

    References(Map<String, String> env, Path folder, ProblemList problems) {
        this.env = env;
        this.folder = folder;
        this.problems = problems;
    }

    /** The secret that a text stands for; {@code null} if there is none, which then is a reported problem. */
    Secret secret(JsonPointer at, String text) {
        Matcher token = TOKEN.matcher(text);
        StringBuilder value = new StringBuilder();
        boolean complete = true;
        boolean literal = true;
        while (token.find()) {
            Optional<String> part = token.group(1) == null ? Optional.of("${") : resolve(at, token);
            literal &= token.group(1) == null;
            complete &= part.isPresent();
            token.appendReplacement(value, Matcher.quoteReplacement(part.orElse("")));
        }
        token.appendTail(value);
        if (!complete) {
            return null;
        }
        Secret secret = new Secret(value.toString());
        if (secret.isBlank()) {
            problems.error(at, "the secret is empty: anybody could sign in with it", "give it a value");
            return null;
        }
        if (value.length() > LONGEST) {
            problems.error(at, "the secret is longer than " + LONGEST + " characters", "shorten it");
            return null;
        }
        if (literal) {
            problems.warning(
                    at,
                    "the secret stands in the file itself",
                    "write a reference such as ${env:NAME} or ${file:path}");
        }
        return secret;
    }

    /** A text in which references don't work yet: they are refused rather than taken literally. */
    String literal(JsonPointer at, String text) {
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group(1) != null) {
                problems.error(
                        at,
                        "references work only in 'clientSecret' so far (planned: the release with plan and overlays)",
                        "write the text itself; a literal '${' is written '$${'");
                return text;
            }
        }
        return text.replace("$${", "${");
    }

    private Optional<String> resolve(JsonPointer at, Matcher token) {
        String inside = token.group(1);
        Matcher variable = ENV.matcher(inside);
        if (token.group(2).isEmpty()) {
            problems.error(at, "a reference isn't closed", "end it with '}'; a literal '${' is written '$${'");
        } else if (variable.matches()) {
            return variable(at, variable);
        } else if (inside.startsWith(FILE)) {
            return file(at, inside.substring(FILE.length()));
        } else {
            unknown(at, inside);
        }
        return Optional.empty();
    }

    private Optional<String> variable(JsonPointer at, Matcher variable) {
        String name = variable.group(1);
        String value = env.getOrDefault(name, "");
        String otherwise = variable.group(3);
        if (otherwise == null && !env.containsKey(name)) {
            problems.error(at, "the environment variable " + name + " is not defined", "define it");
            return Optional.empty();
        }
        if (otherwise != null && !otherwise.isEmpty()) {
            problems.warning(
                    at, "the default for " + name + " stands in the file itself", "leave the default out of a secret");
        }
        if (otherwise == null && value.isBlank()) {
            problems.error(at, "the environment variable " + name + " is empty", "give it a value");
            return Optional.empty();
        }
        return Optional.of(value.isEmpty() && otherwise != null ? otherwise : value);
    }

    private Optional<String> file(JsonPointer at, String path) {
        try {
            String content = Files.readString(folder.resolve(path));
            return Optional.of(content.replaceFirst("[\\r\\n]+\\z", ""));
        } catch (IOException | IllegalArgumentException e) {
            problems.error(
                    at,
                    "the file " + Quoted.of(path) + " can't be read",
                    "make it a readable UTF-8 text; paths are relative to the seed file");
            return Optional.empty();
        }
    }

    private void unknown(JsonPointer at, String inside) {
        int colon = inside.indexOf(':');
        String kind = colon < 0 ? "" : inside.substring(0, colon);
        if (LATER.contains(kind)) {
            problems.error(
                    at,
                    "references ${" + kind + ":...} are part of the seed format, but this version of authscape does not"
                            + " support them yet (planned: the release with secret stores)",
                    "use ${env:NAME} or ${file:path}");
        } else {
            problems.error(
                    at,
                    "this is not a reference that authscape knows",
                    "use ${env:NAME} or ${file:path}; a literal '${' is written '$${'");
        }
    }
}
