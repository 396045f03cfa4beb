package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one file, so that all of them are told at once. */
final class ProblemList {

    private static final Comparator<Problem> FILE_ORDER = Comparator.comparingInt(
                    (Problem problem) -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column());

    private final String source;
    private final List<Problem> problems = new ArrayList<>();
    private JsonDocument document;

    ProblemList(String source) {
        this.source = source;
    }

    /** From now on places are looked up in this document. */
    void locateIn(JsonDocument located) {
        this.document = located;
    }

    void error(Location place, String pointer, String what, String remedy) {
        problems.add(new Problem(source, place, pointer, Problem.Severity.ERROR, what, remedy));
    }

    void error(JsonPointer value, String what, String remedy) {
        error(document.ofValue(value), value.toString(), what, remedy);
    }

    void errorAtName(JsonPointer member, String what, String remedy) {
        error(document.ofName(member), member.toString(), what, remedy);
    }

    void warning(JsonPointer value, String what, String remedy) {
        problems.add(
                new Problem(source, document.ofValue(value), value.toString(), Problem.Severity.WARNING, what, remedy));
    }

    /** Warns of each value that stands further up in its list already. */
    void warnOfRepeated(JsonPointer list, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty() && values.indexOf(values.get(i)) < i) {
                warning(list.appendIndex(i), Quoted.of(values.get(i)) + " is there twice", "keep one of them");
            }
        }
    }

    boolean hasProblemAt(JsonPointer value) {
        return problems.stream().anyMatch(problem -> problem.pointer().equals(value.toString()));
    }

    boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** All problems in the order of the file. */
    List<Problem> inFileOrder() {
        return problems.stream().sorted(FILE_ORDER).distinct().toList();
    }
}
