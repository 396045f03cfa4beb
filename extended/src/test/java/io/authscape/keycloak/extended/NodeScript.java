package io.authscape.keycloak.extended;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A running script that is spoken to in lines of JSON: by its input, so that no secret stands in a process list. */
final class NodeScript implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final Path errors;

    private NodeScript(Process process, Path errors) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    static NodeScript start(ProcessBuilder builder, Path errors) {
        try {
            return new NodeScript(builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void tell(JsonNode line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new AssertionError(complaint(), e);
        }
    }

    /** What it says next. A script that ends instead was refused something that it needs. */
    JsonNode hear() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError(complaint());
            }
            return Wire.json(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    private String complaint() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
