package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.keycloak.Progress;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says line by line what {@code apply} did, sums it up, and writes it down for machines. */
final class ApplyReport implements Progress {

    private final Terminal terminal;
    private final Plan plan;
    private final ProgressLine line;
    private final Map<Entry, Refusal> outcome = new LinkedHashMap<>();

    ApplyReport(Terminal terminal, Plan plan) {
        this.terminal = terminal;
        this.plan = plan;
        this.line =
                new ProgressLine(terminal, plan.entries().filter(Entry::isWork).count());
    }

    @Override
    public void step() {
        line.step();
    }

    @Override
    public void done(Entry entry) {
        line.clear();
        outcome.put(entry, null);
        EntryText.done(entry).forEach(terminal.out()::println);
    }

    @Override
    public void failed(Entry entry, Refusal why) {
        line.clear();
        outcome.put(entry, why);
        terminal.err().println("error: " + why);
    }

    /** Says something about an entry that stands. */
    void remark(String words) {
        terminal.out().println(words);
    }

    /** Those that stand as planned. */
    List<Entry> standing() {
        return outcome.entrySet().stream()
                .filter(entry -> entry.getValue() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Prints the summary, writes the file if one is wanted, and tells the exit code. */
    int finish(Path file) {
        long failed = outcome.values().stream().filter(why -> why != null).count();
        if (!outcome.isEmpty()) {
            terminal.out().println(summary(failed));
        }
        write(file, "done");
        return failed == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    /** Writes the file for a run that broke off: what it did, nobody has looked at. */
    void interrupted(Path file) {
        line.clear();
        write(file, "interrupted");
    }

    private String summary(long failed) {
        Map<Action, Integer> done = new EnumMap<>(Action.class);
        standing().forEach(entry -> done.merge(entry.action(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        parts.add(done.getOrDefault(Action.CREATE, 0) + " created");
        parts.add(done.getOrDefault(Action.UPDATE, 0) + " changed");
        if (plan.count(Action.DELETE) > 0) {
            parts.add(done.getOrDefault(Action.DELETE, 0) + " deleted");
        }
        parts.add(plan.count(Action.NONE) + " unchanged");
        if (failed > 0) {
            parts.add(failed + " failed");
        }
        return String.join(", ", parts);
    }

    private void write(Path file, String status) {
        if (file == null) {
            return;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", 1);
        json.put("realm", plan.realm());
        json.put("status", status);
        json.put("unchanged", plan.count(Action.NONE));
        ArrayNode entries = json.putArray("entries");
        plan.entries().filter(Entry::isWork).forEach(entry -> {
            ObjectNode node = PlanJson.of(entry);
            Refusal why = outcome.get(entry);
            boolean known = outcome.containsKey(entry);
            node.put("outcome", !known ? "unknown" : why == null ? "done" : "failed");
            if (why != null) {
                node.set("error", PlanJson.of(why));
            }
            entries.add(node);
        });
        TextFile.write("--report", file, json.toPrettyString() + "\n");
    }
}
