package io.authscape.keycloak.migrate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.migrate.ImportedEntry.Kind;
import io.authscape.keycloak.migrate.ImportedEntry.Outcome;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Problem;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.seed.SeedReader;
import io.authscape.keycloak.seed.SeedReading;
import io.authscape.keycloak.seed.SeedText;
import io.authscape.keycloak.seed.SeedWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Lets the seed's own rules judge what an import found: what breaks one is taken out, and becomes a note with the rule's
 * words. So what is left is a valid seed, whatever the old server accepted.
 */
final class SeedDraft {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Draft<ScopeSeed>> scopes;
    private final List<Draft<ClientSeed>> clients;
    /** Those that are still in the seed, by their places in it. */
    private final List<Draft<ScopeSeed>> scopesInSeed;

    private final List<Draft<ClientSeed>> clientsInSeed;
    private final List<Draft<?>> failed = new ArrayList<>();
    private final Seed draft;

    private SeedDraft(String owner, String realm, List<Draft<ScopeSeed>> scopes, List<Draft<ClientSeed>> clients) {
        this.scopes = scopes;
        this.clients = clients;
        this.scopesInSeed = new ArrayList<>(inSeed(scopes));
        this.clientsInSeed = new ArrayList<>(inSeed(clients));
        this.draft = new Seed(
                owner,
                realm,
                List.of(),
                scopesInSeed.stream().map(Draft::seed).toList(),
                clientsInSeed.stream().map(Draft::seed).toList());
    }

    static Migration finish(
            String owner,
            String realm,
            List<Draft<ScopeSeed>> scopes,
            List<Draft<ClientSeed>> clients,
            List<Note> notes) {
        return new SeedDraft(owner, realm, UndefinedScopes.defined(scopes, clients), clients).finish(notes);
    }

    private static <T> List<Draft<T>> inSeed(List<Draft<T>> drafts) {
        return drafts.stream()
                .filter(one -> one.seed() != null)
                .sorted(Comparator.comparing(Draft::name))
                .toList();
    }

    private Migration finish(List<Note> notes) {
        ObjectNode tree = tree(SeedWriter.write(draft, Map.of()));
        SeedReading reading = read(tree);
        while (reading.seed().isEmpty()) {
            prune(tree, reading.problems().stream().filter(Problem::isError).toList());
            reading = read(tree);
        }
        reading.problems().forEach(this::warn);
        String seed = SeedWriter.write(reading.seed().get(), Map.of());
        return new Migration(seed, entries(tree(seed)), notes);
    }

    private static SeedReading read(ObjectNode tree) {
        // No reference can stand there: SeedWriter writes what looks like one as text.
        return new SeedReader(Map.of()).read(new SeedText("import", tree.toPrettyString(), Path.of("")));
    }

    private void prune(ObjectNode tree, List<Problem> errors) {
        // From the last to the first, so that a place that is still to come stays where it is.
        TreeSet<SeedPlace> wrong = new TreeSet<>(Comparator.reverseOrder());
        for (Problem error : errors) {
            SeedPlace place = SeedPlace.of(error.pointer())
                    .orElseThrow(() -> new UnreadableSourceException(
                            UnreadableSourceException.Kind.USAGE,
                            error.pointer().replace("/", "--") + ": " + error.what() + "; " + error.remedy()));
            if (wrong.add(place.whatToTakeOut())) {
                draftAt(place).notes().leftOut(place.member(), error.what(), error.remedy());
            }
        }
        boolean smaller = wrong.stream().anyMatch(place -> place.isIn(tree));
        Set<SeedPlace> out = smaller ? wrong : entriesAround(wrong);
        for (SeedPlace place : out) {
            place.removeFrom(tree);
            if (place.isWholeEntry()) {
                failed.add(listOf(place).remove(place.index()));
            }
        }
    }

    /** What is missing can't be taken out: there, the whole entry goes, or this would go on for ever. */
    private static Set<SeedPlace> entriesAround(Set<SeedPlace> places) {
        Set<SeedPlace> entries = new TreeSet<>(Comparator.reverseOrder());
        places.forEach(place -> entries.add(place.entry()));
        return entries;
    }

    private void warn(Problem warning) {
        SeedPlace.of(warning.pointer())
                .ifPresent(place -> draftAt(place).notes().check(place.member(), warning.what(), warning.remedy()));
    }

    private Draft<?> draftAt(SeedPlace place) {
        return listOf(place).get(place.index());
    }

    private List<? extends Draft<?>> listOf(SeedPlace place) {
        return place.isClient() ? clientsInSeed : scopesInSeed;
    }

    private List<ImportedEntry> entries(ObjectNode seed) {
        return Stream.concat(
                        scopes.stream()
                                .sorted(Comparator.comparing(Draft::name))
                                .map(one -> entry(
                                        Kind.SCOPE, one, seed.path("scopes").path(scopesInSeed.indexOf(one)))),
                        clients.stream()
                                .sorted(Comparator.comparing(Draft::name))
                                .map(one -> entry(
                                        Kind.CLIENT, one, seed.path("clients").path(clientsInSeed.indexOf(one)))))
                .toList();
    }

    private ImportedEntry entry(Kind kind, Draft<?> one, JsonNode inSeed) {
        Outcome outcome = failed.contains(one) ? Outcome.FAILED : one.outcome();
        List<String> mapped = inSeed.properties().stream()
                .filter(member -> !List.of("name", "clientId").contains(member.getKey()))
                .filter(member -> !member.getValue().isContainerNode()
                        || !member.getValue().isEmpty())
                .map(member -> member.getValue() instanceof ArrayNode list
                        ? member.getKey() + " (" + list.size() + ")"
                        : member.getKey())
                .toList();
        return new ImportedEntry(kind, one.name(), outcome, mapped, one.notes().all());
    }

    private static ObjectNode tree(String seed) {
        try {
            return (ObjectNode) JSON.readTree(seed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a seed of our own can be read", e);
        }
    }
}
