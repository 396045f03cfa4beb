import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The table of README.md, from Failsafe's reports in FOLDER/VERSION/MODULE: {@code java MatrixTable.java FOLDER VERSION...}.
 * A report with a failure, of another Keycloak, or none at all is an error. Numbers are rounded down to one digit, so that
 * the table changes when what is tested does, and not with each new test.
 */
class MatrixTable {

    private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("spi-token-mapper", "provider jar");
        COLUMNS.put("spi-native-crypto", "native signing");
        COLUMNS.put("provisioner", "provisioner");
    }

    public static void main(String[] args) throws Exception {
        try {
            print(args);
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void print(String[] args) throws IOException, XMLStreamException {
        Path folder = Path.of(args[0]);
        List<String> lines = new ArrayList<>();
        lines.add("| tests that passed on Keycloak | " + String.join(" | ", COLUMNS.values()) + " |");
        lines.add("|---|" + "---|".repeat(COLUMNS.size()));
        for (String version : List.of(args).subList(1, args.length)) {
            StringBuilder line = new StringBuilder("| " + version + " |");
            for (String module : COLUMNS.keySet()) {
                line.append(" ").append(about(passed(folder.resolve(version).resolve(module), version))).append(" |");
            }
            lines.add(line.toString());
        }
        System.out.println(String.join("\n", lines));
    }

    private static int passed(Path folder, String version) throws IOException, XMLStreamException {
        int passed = 0;
        try (Stream<Path> reports = Files.list(folder)) {
            for (Path report : reports.sorted().toList()) {
                passed += Report.read(report).passed(report, version);
            }
        }
        if (passed == 0) {
            throw new IllegalStateException("no test has passed in " + folder);
        }
        return passed;
    }

    private static String about(int number) {
        int unit = 1;
        while (number / unit >= 10) {
            unit *= 10;
        }
        return unit == 1 ? String.valueOf(number) : number / unit * unit + "+";
    }

    private record Report(int tests, int bad, int skipped, String keycloak) {

        static Report read(Path file) throws IOException, XMLStreamException {
            int tests = 0;
            int bad = 0;
            int skipped = 0;
            String keycloak = "";
            try (InputStream in = Files.newInputStream(file)) {
                XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(in);
                while (xml.hasNext()) {
                    if (xml.next() != XMLStreamReader.START_ELEMENT) {
                        continue;
                    }
                    switch (xml.getLocalName()) {
                        // Each by itself: the sum that a report begins with leaves nested classes out.
                        case "testcase" -> tests++;
                        case "failure", "error" -> bad++;
                        case "skipped" -> skipped++;
                        case "property" -> {
                            if ("keycloak.version".equals(xml.getAttributeValue(null, "name"))) {
                                keycloak = xml.getAttributeValue(null, "value");
                            }
                        }
                        default -> {
                            // what the tests said, and what of the machine they ran on
                        }
                    }
                }
            }
            return new Report(tests, bad, skipped, keycloak);
        }

        int passed(Path file, String version) {
            if (bad > 0) {
                throw new IllegalStateException(file + " tells of " + bad + " failures");
            }
            if (!keycloak.equals(version)) {
                throw new IllegalStateException(file + " is of Keycloak '" + keycloak + "', not of " + version);
            }
            return tests - skipped;
        }
    }
}
