package io.authscape.keycloak.migrate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** A table in a file: JSON as databases print it, or CSV with the columns' names in its first line. */
final class TableFile {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** What sqlcmd puts above the JSON that SQL Server makes. */
    private static final String SQL_SERVER_HEADING = "JSON_F52E2B61";

    /** What it puts around the JSON of each query: the heading, the line below, and the number of rows. */
    private static final Pattern AROUND =
            Pattern.compile(SQL_SERVER_HEADING + "[-0-9A-Fa-f]*|-+|\\([0-9]+ [^\"\\[\\]{}]*\\)");

    /** How tools write NULL in CSV where they don't leave the field empty. */
    private static final Set<String> NULLS = Set.of("NULL", "\\N");

    private final SourceText source;
    private final Table table;

    private TableFile(SourceText source) {
        this.source = source;
        this.table = new Table(Quoted.of(source.name()));
    }

    static Table read(SourceText source) {
        String start = source.text().stripLeading();
        if (start.isEmpty()) {
            throw UnreadableSourceException.content(Quoted.of(source.name()) + " is empty");
        }
        TableFile file = new TableFile(source);
        boolean json = Stream.of("[", "{", SQL_SERVER_HEADING).anyMatch(start::startsWith);
        if (json) {
            file.json();
        } else {
            file.csv();
        }
        return file.table;
    }

    private void json() {
        for (JsonNode tree : trees()) {
            if (!tree.isContainerNode()) {
                throw noRows();
            }
            for (JsonNode row : rows(tree)) {
                if (!row.isObject()) {
                    throw noRows();
                }
                Map<String, String> values = new LinkedHashMap<>();
                row.properties().forEach(cell -> values.put(cell.getKey(), text(cell.getValue())));
                table.row(values);
            }
        }
    }

    private UnreadableSourceException noRows() {
        return UnreadableSourceException.content(
                Quoted.of(source.name()) + " is no list of rows; each row is a JSON object");
    }

    /** One row, a list of them, or a list with a name around it ({@code FOR JSON PATH, ROOT('x')}). */
    private static JsonNode rows(JsonNode tree) {
        if (tree.isObject() && tree.size() == 1 && tree.elements().next().isArray()) {
            return tree.elements().next();
        }
        return tree.isObject() ? JSON.createArrayNode().add(tree) : tree;
    }

    private static String text(JsonNode cell) {
        if (cell.isNull()) {
            return null;
        }
        // A column of the type JSON comes as JSON, not as text.
        return cell.isContainerNode() ? cell.toString() : cell.asText();
    }

    /** Mostly one; several where each row is a value of its own, or where the answers of several queries are in a row. */
    private List<JsonNode> trees() {
        try {
            return trees(source.text());
        } catch (JsonProcessingException e) {
            return treesOfPieces(e);
        }
    }

    private static List<JsonNode> trees(String text) throws JsonProcessingException {
        List<JsonNode> trees = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(text)) {
            for (JsonNode tree = JSON.readTree(parser); tree != null; tree = JSON.readTree(parser)) {
                trees.add(tree);
            }
            return trees;
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * SQL Server hands long JSON out in pieces, which its tools print as lines, with a heading above and the number of
     * rows below. JSON itself never has a line break inside a text, so taking all out changes nothing else.
     */
    private List<JsonNode> treesOfPieces(JsonProcessingException first) {
        String text = source.text()
                .lines()
                .filter(line -> !AROUND.matcher(line.strip()).matches())
                .collect(Collectors.joining());
        int start = Math.max(0, firstOf(text, "[", "{"));
        int end = Math.max(start, Math.max(text.lastIndexOf(']'), text.lastIndexOf('}')) + 1);
        if (firstOf(text.substring(end), "[", "{", "\"") >= 0) {
            throw cutOff(first);
        }
        try {
            List<JsonNode> trees = trees(text.substring(start, end));
            if (trees.isEmpty()) {
                throw cutOff(first);
            }
            return trees;
        } catch (JsonProcessingException e) {
            throw cutOff(first);
        }
    }

    private UnreadableSourceException cutOff(JsonProcessingException first) {
        int line = first.getLocation() == null ? 1 : first.getLocation().getLineNr();
        return UnreadableSourceException.content(
                Quoted.of(source.name()) + " is not JSON, from line " + line + " on; was it cut off?");
    }

    private static int firstOf(String text, String... marks) {
        return Stream.of(marks)
                .mapToInt(text::indexOf)
                .filter(index -> index >= 0)
                .min()
                .orElse(-1);
    }

    private void csv() {
        String first = source.text().lines().findFirst().orElse("");
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter(first))
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(source.text()), format)) {
            parser.getHeaderNames().forEach(table::column);
            for (CSVRecord row : parser) {
                if (!row.isConsistent()) {
                    throw UnreadableSourceException.content(Quoted.of(source.name()) + ": row "
                            + row.getRecordNumber() + " has " + row.size() + " fields, and the first line names "
                            + parser.getHeaderNames().size() + " columns");
                }
                Map<String, String> values = new LinkedHashMap<>();
                row.toMap().forEach((column, value) -> values.put(column, NULLS.contains(value) ? null : value));
                table.row(values);
            }
        } catch (IllegalArgumentException | IOException | UncheckedIOException e) {
            // The library's own words may quote what is in the file.
            throw UnreadableSourceException.content(
                    Quoted.of(source.name()) + " is neither JSON nor CSV with the columns' names in its first line");
        }
    }

    private static char delimiter(String heading) {
        return Stream.of(';', '\t', '|')
                .filter(sign -> heading.indexOf(sign) >= 0 && heading.indexOf(',') < 0)
                .findFirst()
                .orElse(',');
    }
}
