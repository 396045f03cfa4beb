package io.authscape.keycloak.seed;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads seed files: syntax, overlays, references, schema and rules, with all problems told at once. */
public final class SeedReader {

    private final LocalValues local;

    /**
     * @param env the variables that {@code ${env:…}} references may name
     */
    public SeedReader(Map<String, String> env) {
        local = new LocalValues(Map.copyOf(env));
    }

    /** Reads one file as it is. */
    public SeedReading read(SeedText file) {
        return read(SeedSources.of(file));
    }

    /** Never throws for what the files say: everything wrong with them is in the answer. */
    public SeedReading read(SeedSources sources) {
        ProblemList problems = new ProblemList();
        List<JsonDocument> documents = parse(sources.files(), problems);
        List<JsonDocument> overlays = parse(sources.overlays(), problems);
        boolean broken = Stream.concat(documents.stream(), overlays.stream()).anyMatch(JsonDocument::isBroken);
        if (!broken) {
            overlays.forEach(overlay -> new Overlay(overlay, local, problems).applyTo(documents));
        }
        List<SeedFile> files = documents.stream()
                .filter(document -> !document.isBroken())
                .map(document -> understand(document, problems))
                .toList();
        new SeedRules(files).check(sources.realm() == null);
        Optional<Seed> seed = problems.hasErrors() ? Optional.empty() : Optional.of(union(files, sources.realm()));
        return new SeedReading(seed, problems.inOrderOf(sources.all()));
    }

    private static List<JsonDocument> parse(List<SeedText> texts, ProblemList problems) {
        return texts.stream()
                .map(text -> new JsonDocumentReader(text, problems).read())
                .toList();
    }

    private SeedFile understand(JsonDocument document, ProblemList all) {
        References references = new References(local, all);
        references.resolve(document);
        ProblemList problems = all.in(document, references.values());
        SeedSchema.check(document, problems);
        Seed seed = new SeedBuilder(document.root(), new SecretRules(document, references, problems)).build();
        KeySetRules.check(document.root(), problems);
        return new SeedFile(document, seed, problems);
    }

    private static Seed union(List<SeedFile> files, String realm) {
        List<Seed> seeds = files.stream().map(SeedFile::seed).toList();
        return new Seed(
                seeds.stream()
                        .flatMap(seed -> seed.owners().stream())
                        .distinct()
                        .toList(),
                realm == null ? seeds.get(0).realm() : realm,
                seeds.stream().flatMap(seed -> seed.roles().stream()).toList(),
                seeds.stream().flatMap(seed -> seed.scopes().stream()).toList(),
                seeds.stream().flatMap(seed -> seed.clients().stream()).toList());
    }
}
