package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.Refusal;
import java.nio.file.Path;
import java.util.Map;

/**
 * What became of a run, for machines. The file says {@code interrupted} until the run is through: one that is killed
 * has no time to say so.
 */
final class ReportFile {

    private final Path file;

    private ReportFile(Path file) {
        this.file = file;
    }

    /**
     * Starts the file, so that nobody takes an older one for this run's, and that an unwritable one is known before
     * anything is written to Keycloak.
     *
     * @param file {@code null} if none is wanted
     */
    static ReportFile begin(Path file) {
        ReportFile report = new ReportFile(file);
        report.save(JsonNodeFactory.instance.objectNode().put("version", 1).put("status", "interrupted"));
        return report;
    }

    /** A plan that wasn't begun. */
    void refused(Plan plan) {
        ObjectNode json = head("refused", plan);
        ArrayNode refusals = json.putArray("refusals");
        plan.refusals().forEach(refusal -> refusals.add(PlanJson.of(refusal)));
        save(json);
    }

    /** A plan that is about to be carried out. */
    void begun(Plan plan) {
        write("interrupted", plan, Map.of());
    }

    /**
     * Writes what is known by now.
     *
     * @param outcome {@code null} for an entry that stands as planned; one that isn't in it is unknown
     */
    void write(String status, Plan plan, Map<Entry, Refusal> outcome) {
        ObjectNode json = head(status, plan);
        ArrayNode entries = json.putArray("entries");
        plan.entries().filter(Entry::isWork).forEach(entry -> {
            ObjectNode node = PlanJson.of(entry);
            Refusal why = outcome.get(entry);
            node.put("outcome", !outcome.containsKey(entry) ? "unknown" : why == null ? "done" : "failed");
            if (why != null) {
                node.set("error", PlanJson.of(why));
            }
            entries.add(node);
        });
        save(json);
    }

    private static ObjectNode head(String status, Plan plan) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", 1)
                .put("realm", plan.realm())
                .put("status", status)
                .put("unchanged", plan.count(Action.NONE));
    }

    private void save(ObjectNode json) {
        if (file != null) {
            TextFile.write("--report", file, json.toPrettyString() + "\n");
        }
    }
}
