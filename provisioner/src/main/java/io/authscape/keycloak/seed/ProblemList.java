package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of all files of a run, so that all of them are told at once. */
final class ProblemList {

    private static final Comparator<Problem> PLACE_ORDER = Comparator.comparingInt(
                    (Problem problem) -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column());

    private final List<Problem> problems;
    private final JsonDocument document;
    private final ReferencedValues referenced;
    private final Set<JsonPlace> wrong;
    private final Set<String> pointers = new HashSet<>();

    ProblemList() {
        this(new ArrayList<>(), new HashSet<>(), null, new ReferencedValues());
    }

    private ProblemList(
            List<Problem> problems, Set<JsonPlace> wrong, JsonDocument document, ReferencedValues referenced) {
        this.problems = problems;
        this.wrong = wrong;
        this.document = document;
        this.referenced = referenced;
    }

    /**
     * The same list for the rules of one document, in which it looks up the places.
     *
     * @param values what no problem may repeat
     */
    ProblemList in(JsonDocument located, ReferencedValues values) {
        return new ProblemList(problems, wrong, located, values);
    }

    void error(SeedText source, Location place, String pointer, String what, String remedy) {
        problems.add(new Problem(source.name(), place, pointer, Problem.Severity.ERROR, what, remedy));
    }

    void error(JsonPlace value, String what, String remedy) {
        wrong.add(value);
        error(value.source(), value.value(), value.pointer(), what, remedy);
    }

    void warning(JsonPlace value, String what, String remedy) {
        problems.add(new Problem(
                value.source().name(), value.value(), value.pointer(), Problem.Severity.WARNING, what, remedy));
    }

    void errorAtName(JsonPlace member, String what, String remedy) {
        error(member.source(), member.name(), member.pointer(), what, remedy);
    }

    void error(JsonPointer value, String what, String remedy) {
        tell(value, document.spot(value).place().value(), Problem.Severity.ERROR, what, remedy);
    }

    void errorAtName(JsonPointer member, String what, String remedy) {
        JsonDocument.Spot spot = document.spot(member);
        Location place =
                spot.rest().isEmpty() ? spot.place().name() : spot.place().value();
        tell(member, place, Problem.Severity.ERROR, what, remedy);
    }

    void warning(JsonPointer value, String what, String remedy) {
        tell(value, document.spot(value).place().value(), Problem.Severity.WARNING, what, remedy);
    }

    /** Warns of each value that stands further up in its list already. */
    void warnOfRepeated(JsonPointer list, List<String> values) {
        Set<String> before = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty() && !before.add(values.get(i))) {
                warning(list.appendIndex(i), Quoted.of(values.get(i)) + " is there twice", "keep one of them");
            }
        }
    }

    /** Whether the document's value has one already. */
    boolean hasProblemAt(JsonPointer value) {
        return pointers.contains(value.toString())
                || document.find(value).filter(wrong::contains).isPresent();
    }

    /** Whether the document has a value there. */
    boolean isWritten(JsonPointer value) {
        return document.find(value).isPresent();
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** All problems: file by file in the order given, each in the file's own order. */
    List<Problem> inOrderOf(List<SeedText> files) {
        List<String> names = files.stream().map(SeedText::name).toList();
        return problems.stream()
                .sorted(Comparator.comparingInt((Problem problem) -> names.indexOf(problem.source()))
                        .thenComparing(PLACE_ORDER))
                .distinct()
                .toList();
    }

    private void tell(JsonPointer at, Location place, Problem.Severity severity, String what, String remedy) {
        JsonDocument.Spot spot = document.spot(at);
        pointers.add(at.toString());
        problems.add(new Problem(
                spot.place().source().name(),
                place,
                spot.pointer(),
                severity,
                referenced.hideIn(what, spot.place()),
                referenced.hideIn(remedy, spot.place())));
    }
}
