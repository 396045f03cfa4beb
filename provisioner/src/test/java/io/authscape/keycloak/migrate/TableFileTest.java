package io.authscape.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as databases and their tools print them. */
class TableFileTest {

    private static final String HUNTER = "hunter2";

    @Test
    void csvAsPostgresqlAndExcelWriteIt() {
        Table comma = table("Id,ClientId,Permissions\r\n1,\"a,\nb\",\"[\"\"ept:token\"\"]\"\r\n2,c,\r\n");
        assertThat(comma.rows()).hasSize(2);
        assertThat(comma.rows().get(0).text("client_id")).isEqualTo("a,\nb");
        assertThat(comma.rows().get(0).text("Permissions")).isEqualTo("[\"ept:token\"]");
        assertThat(comma.rows().get(1).text("Permissions")).isNull();
        assertThat(comma.has("Permissions")).isTrue();
        assertThat(comma.has("Settings")).isFalse();

        assertThat(table("ClientId;DisplayName\na;NULL\n").rows().get(0).text("DisplayName"))
                .isNull();
        assertThat(table("ClientId\tDisplayName\na\t\\N\n").rows().get(0).text("DisplayName"))
                .isNull();
    }

    @Test
    void jsonAsSqlServerPrintsIt() {
        assertThat(ids("[{\"ClientId\":\"a\"},{\"ClientId\":\"b\"}]")).containsExactly("a", "b");
        assertThat(ids("{\"rows\":[{\"ClientId\":\"a\"}]}")).containsExactly("a");
        assertThat(ids("{\"ClientId\":\"a\"}")).containsExactly("a");
        assertThat(ids(String.join(
                        "\r\n",
                        "JSON_F52E2B61-18A1-11d1-B105-00805F49916B",
                        "-----",
                        "[{\"ClientId\":\"background-ser",
                        "vice\"},",
                        "{\"ClientId\":\"b\"}]",
                        "",
                        "(1 rows affected)")))
                .as("in pieces, with a heading and a count")
                .containsExactly("background-service", "b");
    }

    @Test
    void severalValuesInOneFile() {
        assertThat(ids("{\"ClientId\":\"a\"}\n{\"ClientId\":\"b\"}\r\n{\"ClientId\":\"c\"}\n"))
                .as("a row per line")
                .containsExactly("a", "b", "c");
        assertThat(ids("[{\"ClientId\":\"a\"},{\"ClientId\":\"b\"}]\n[{\"ClientId\":\"c\"}]"))
                .as("the parts of a split query")
                .containsExactly("a", "b", "c");
        assertThat(ids("[{\"ClientId\":\"a\"}][{\"ClientId\":\"b\"}]")).containsExactly("a", "b");
        assertThat(ids(String.join(
                        "\r\n",
                        "JSON_F52E2B61-18A1-11d1-B105-00805F49916B",
                        "[{\"ClientId\":\"back",
                        "ground\"}]",
                        "",
                        "(1 rows affected)",
                        "JSON_F52E2B61-18A1-11d1-B105-00805F49916B",
                        "-----------------",
                        "[{\"ClientId\":\"b\"}]",
                        "NULL",
                        "(2 rows affected)")))
                .as("in pieces, too")
                .containsExactly("background", "b");
    }

    @Test
    void jsonColumnsThatAreNoText() {
        Row row = table("[{\"ClientId\":\"a\",\"Permissions\":[\"ept:token\"],\"IsDeleted\":true,\"Settings\":null}]")
                .rows()
                .get(0);
        assertThat(row.text("Permissions")).isEqualTo("[\"ept:token\"]");
        assertThat(row.isTrue("IsDeleted")).isTrue();
        assertThat(row.text("Settings")).isNull();
    }

    @Test
    void encodings() {
        String json = "[{\"ClientId\":\"ü\"}]";
        for (byte[] bytes : List.of(
                json.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + json).getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + json).getBytes(StandardCharsets.UTF_16LE),
                ("\uFEFF" + json).getBytes(StandardCharsets.UTF_16BE))) {
            assertThat(TableFile.read(SourceText.of("f", bytes)).rows().get(0).text("ClientId"))
                    .isEqualTo("ü");
        }
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> SourceText.of("f", json.getBytes(StandardCharsets.ISO_8859_1)))
                .withMessage("'f' is not UTF-8; save it as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "[",
                "[{\"ClientSecret\":\"hunter2",
                "[\"hunter2\"]",
                "{\"a\":[[\"hunter2\"]]}",
                "[{\"ClientId\":\"a\"}] \"hunter2\"",
                "[{\"ClientId\":\"a\"}] [{\"ClientId\":\"hunter2",
                "ClientId,ClientSecret\na,hunter2,c\n",
                "ClientId,ClientId\na,hunter2\n",
                "ClientId,ClientSecret\na,\"hunter2\n",
                "hunter2"
            })
    void whatIsNoTableIsRefusedWithoutRepeatingIt(String text) {
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> OpenIddictTables.of(new SourceText("f.txt", text), null))
                .withMessageContaining("f.txt")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(HUNTER))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(UnreadableSourceException.Kind.CONTENT));
    }

    @Test
    void anotherTableIsTold() {
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> OpenIddictTables.of(new SourceText("f", "Id,Name\n1,x\n"), null))
                .withMessageStartingWith("'f' has no column 'ClientId'");
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> OpenIddictTables.of(
                        new SourceText("f", "ClientId\nx\n"), new SourceText("g", "[{\"ClientId\":\"x\"}]")))
                .withMessageStartingWith("'g' has no column 'Name'");
    }

    private static Table table(String text) {
        return TableFile.read(new SourceText("f", text));
    }

    private static List<String> ids(String text) {
        return table(text).rows().stream().map(row -> row.text("ClientId")).toList();
    }
}
