package io.authscape.keycloak.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a dotenv file: lines {@code NAME=value}, with or without {@code export}, quotes and comments, as Docker
 * Compose and shells read them. A line that stays is kept to the byte.
 */
public record EnvFile(List<String> lines) {

    public EnvFile {
        lines = List.copyOf(lines);
    }

    public static EnvFile of(String text) {
        return new EnvFile(text.lines().toList());
    }

    /** The value of the last line with this name; empty if there is none. */
    public Optional<String> get(String name) {
        String value = null;
        for (String line : lines) {
            if (name.equals(nameOf(line))) {
                value = unquoted(line.substring(line.indexOf('=') + 1).strip());
            }
        }
        return Optional.ofNullable(value);
    }

    /** The same file with this value: in its old line, or in a new one at the end. */
    public EnvFile with(String name, String value) {
        String line = name + "=" + quoted(value);
        List<String> changed = new ArrayList<>();
        boolean written = false;
        for (String old : lines) {
            if (!name.equals(nameOf(old))) {
                changed.add(old);
            } else if (!written) {
                changed.add(old.strip().startsWith("export ") ? "export " + line : line);
                written = true;
            }
        }
        if (!written) {
            changed.add(line);
        }
        return new EnvFile(changed);
    }

    public String text() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String nameOf(String line) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? "" : line.substring(0, equals).strip();
        return name.startsWith("export ") ? name.substring("export ".length()).strip() : name;
    }

    private static String unquoted(String value) {
        if (value.length() > 1 && value.startsWith("'") && value.indexOf('\'', 1) > 0) {
            return value.substring(1, value.indexOf('\'', 1));
        }
        if (value.length() > 1 && value.startsWith("\"")) {
            return unescaped(value.substring(1));
        }
        return value.replaceFirst("\\s#.*$", "").strip();
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length() && value.charAt(i) != '"'; i++) {
            boolean escape = value.charAt(i) == '\\' && i + 1 < value.length();
            char c = escape ? value.charAt(++i) : value.charAt(i);
            plain.append(escape && c == 'n' ? '\n' : escape && c == 'r' ? '\r' : c);
        }
        return plain.toString();
    }

    /** Plain where every reader takes it plainly. */
    private static String quoted(String value) {
        if (value.matches("[A-Za-z0-9_.:/@%+,=-]*")) {
            return value;
        }
        boolean single = value.indexOf('\'') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0;
        return single
                ? "'" + value + "'"
                : "\""
                        + value.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("$", "\\$")
                                .replace("`", "\\`")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                        + "\"";
    }
}
