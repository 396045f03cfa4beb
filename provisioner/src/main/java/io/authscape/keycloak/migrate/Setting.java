package io.authscape.keycloak.migrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.authscape.keycloak.seed.Quoted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * .NET's configuration: a tree of texts. Names ignore case, {@code A:B} is B below A, a list is a tree whose names are
 * numbers, and a later file changes single values of an earlier one.
 */
public final class Setting {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final String name;
    private final Map<String, Setting> children = new LinkedHashMap<>();
    private String value;

    private Setting(String name) {
        this.name = name;
    }

    /** Reads files as .NET reads {@code appsettings.json} and then {@code appsettings.Production.json}. */
    public static Setting read(List<SourceText> files) {
        Setting root = new Setting("");
        for (SourceText file : files) {
            try {
                JsonNode tree = JSON.readTree(file.text());
                if (!tree.isObject()) {
                    throw UnreadableSourceException.content(Quoted.of(file.name()) + " holds no settings");
                }
                root.put(tree);
            } catch (JsonProcessingException e) {
                int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
                throw UnreadableSourceException.content(Quoted.of(file.name()) + " is not JSON, at line " + line);
            }
        }
        return root;
    }

    String name() {
        return name;
    }

    /** {@code null} if there is none. */
    String value() {
        return value;
    }

    /** {@code null} if there is none, or nothing but blanks. */
    String text(String child) {
        String text = at(child).value;
        return text == null || text.isBlank() ? null : text;
    }

    /** As it is written; {@code null} if there is none. */
    String raw(String child) {
        return at(child).value;
    }

    /**
     * @param otherwise what counts where nothing is written
     */
    boolean isTrue(String child, boolean otherwise) {
        String text = text(child);
        return text == null ? otherwise : text.strip().equalsIgnoreCase("true");
    }

    /** The texts of a list. */
    List<String> texts(String child) {
        return at(child).children().stream()
                .map(entry -> entry.value)
                .filter(text -> text != null && !text.isBlank())
                .map(String::strip)
                .distinct()
                .toList();
    }

    List<Setting> children() {
        return List.copyOf(children.values());
    }

    /** What stands there; without name and value if nothing does. */
    Setting at(String path) {
        Setting here = this;
        for (String word : path.split(":", -1)) {
            here = here.children.getOrDefault(word.toLowerCase(Locale.ROOT), new Setting(""));
        }
        return here;
    }

    boolean has(String... names) {
        return Stream.of(names).anyMatch(child -> children.containsKey(child.toLowerCase(Locale.ROOT)));
    }

    private void put(JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(member -> below(member.getKey()).put(member.getValue()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                below(Integer.toString(i)).put(node.path(i));
            }
        } else {
            value = node.isNull() ? null : node.asText();
        }
    }

    private Setting below(String path) {
        Setting here = this;
        for (String word : path.split(":", -1)) {
            here = here.children.computeIfAbsent(word.toLowerCase(Locale.ROOT), key -> new Setting(word));
        }
        return here;
    }
}
