package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON schema of seed files, {@code realm-config/seed.schema.json}, as it is packed into the jar. */
public final class SeedSchema {

    private static final String RESOURCE = "seed.schema.json";

    private SeedSchema() {}

    /** The schema's text. */
    public static String text() {
        try (InputStream in = SeedSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + RESOURCE, e);
        }
    }

    /** Reports where the document isn't what the schema asks for, in our own words. */
    static void check(JsonDocument document, ProblemList problems) {
        JsonNode tree = tree();
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(tree.path("$id").asText()), tree);
        for (Error error : schema.validate(document.root())) {
            JsonPointer at = pointer(error.getInstanceLocation());
            if (!problems.hasProblemAt(at)) {
                SchemaSentence.report(error, at, tree, problems);
            }
        }
    }

    private static JsonNode tree() {
        try {
            return new ObjectMapper().readTree(text());
        } catch (IOException e) {
            throw new UncheckedIOException("can't parse " + RESOURCE, e);
        }
    }

    private static JsonPointer pointer(NodePath path) {
        JsonPointer pointer = JsonPointer.empty();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            pointer = element instanceof Integer index
                    ? pointer.appendIndex(index)
                    : pointer.appendProperty(element.toString());
        }
        return pointer;
    }
}
