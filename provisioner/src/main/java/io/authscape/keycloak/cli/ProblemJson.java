package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.authscape.keycloak.seed.Problem;
import java.util.List;
import java.util.Locale;

/** Findings for programs: a list of objects, in the order of the files. */
final class ProblemJson {

    private ProblemJson() {}

    static String of(List<Problem> problems) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Problem problem : problems) {
            list.addObject()
                    .put("file", problem.source())
                    .put("line", problem.location().line())
                    .put("column", problem.location().column())
                    .put("pointer", problem.pointer())
                    .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                    .put("message", problem.what())
                    .put("remedy", problem.remedy());
        }
        return list.toPrettyString();
    }
}
