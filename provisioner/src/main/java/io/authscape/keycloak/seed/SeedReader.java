package io.authscape.keycloak.seed;

import java.util.Map;
import java.util.Optional;

/** Reads a seed file: syntax, schema, references and rules, with all problems told at once. */
public final class SeedReader {

    private final Map<String, String> env;

    /**
     * @param env the variables that {@code ${env:…}} references may name
     */
    public SeedReader(Map<String, String> env) {
        this.env = Map.copyOf(env);
    }

    /** Never throws for what the file says: everything wrong with it is in the answer. */
    public SeedReading read(SeedText source) {
        ProblemList problems = new ProblemList(source.name());
        JsonDocument document = new JsonDocumentReader(source, problems).read();
        if (document.root() == null) {
            return new SeedReading(Optional.empty(), problems.inFileOrder());
        }
        problems.locateIn(document);
        SeedSchema.check(document, problems);
        LaterFields.refuse(document.root(), problems);
        Seed seed = new SeedBuilder(document.root(), new References(env, source.folder(), problems)).build();
        new SeedRules(seed, problems).check();
        KeySetRules.check(document.root(), problems);
        return new SeedReading(problems.hasErrors() ? Optional.empty() : Optional.of(seed), problems.inFileOrder());
    }
}
