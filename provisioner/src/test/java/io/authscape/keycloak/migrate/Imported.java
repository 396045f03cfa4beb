package io.authscape.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Problem;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.seed.SeedReader;
import io.authscape.keycloak.seed.SeedReading;
import io.authscape.keycloak.seed.SeedText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An import with its seed as another run reads it: valid, or this fails. */
record Imported(Migration migration, Seed seed) {

    static final ObjectMapper JSON = new ObjectMapper();

    static Imported of(Migration migration) {
        SeedReading reading = new SeedReader(Map.of()).read(new SeedText("s.json", migration.seed(), Path.of("")));
        assertThat(reading.problems()).filteredOn(Problem::isError).isEmpty();
        return new Imported(migration, reading.seed().orElseThrow());
    }

    /** Rows as {@code FOR JSON} prints them; with ' for ". */
    static Imported rows(String applications, String scopes) {
        return of(OpenIddictImport.of(
                "it",
                "r",
                OpenIddictTables.of(
                        new SourceText("a.json", applications.replace('\'', '"')),
                        scopes == null ? null : new SourceText("s.json", scopes.replace('\'', '"')))));
    }

    /** One application with these cells and a usable secret. */
    static Imported application(String cells) {
        return rows("[ { 'ClientId': 'c', 'ClientType': 'confidential', " + cells + " } ]", "[]");
    }

    static Imported settings(String text) {
        return of(IdentityServerImport.of(
                "it",
                "r",
                Setting.read(List.of(new SourceText("appsettings.json", text.replace('\'', '"')))),
                null,
                java.time.Instant.parse("2026-11-28T12:00:00Z")));
    }

    ClientSeed client(String id) {
        return seed.clients().stream()
                .filter(client -> client.clientId().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no client " + id + " in " + migration.seed()));
    }

    ScopeSeed scope(String name) {
        return seed.scopes().stream()
                .filter(scope -> scope.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    ImportedEntry entry(String name) {
        return migration.entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What the report says of an entry, line by line: {@code changed: Permissions: ...}. */
    List<String> notes(String name) {
        return entry(name).notes().stream()
                .map(note -> note.type().words() + ": " + note)
                .toList();
    }

    JsonNode tree() {
        try {
            return JSON.readTree(migration.seed());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
