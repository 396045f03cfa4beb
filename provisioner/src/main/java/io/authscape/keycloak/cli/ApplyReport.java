package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.Progress;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Says line by line what {@code apply} did, and sums it up. */
final class ApplyReport implements Progress {

    private final Terminal terminal;
    private final Plan plan;
    private final ReportFile file;
    private final long total;
    private final ProgressLine line;
    private final AtomicLong written = new AtomicLong();
    private final Map<Entry, Refusal> outcome = new LinkedHashMap<>();

    ApplyReport(Terminal terminal, Plan plan, ReportFile file) {
        this.terminal = terminal;
        this.plan = plan;
        this.file = file;
        this.total = plan.entries().filter(Entry::isWork).count();
        this.line = new ProgressLine(terminal.err(), total, terminal.isInteractive());
    }

    @Override
    public void step() {
        line.step();
    }

    @Override
    public void written() {
        written.incrementAndGet();
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
    int finish() {
        long failed = outcome.values().stream().filter(why -> why != null).count();
        if (!outcome.isEmpty()) {
            terminal.out().println(summary(failed));
        }
        file.write("done", plan, outcome);
        return failed == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    /** Says how far it came, and leaves the terminal to whoever tells why the run broke off. */
    void interrupted() {
        line.clear();
        terminal.err()
                .println("apply was interrupted: at least " + written.get() + " of " + total
                        + " were written, none was looked at afterwards; run it again to finish");
        terminal.err().flush();
    }

    /** The process is told to end: says the same, if there is anything to say. */
    void killed() {
        if (written.get() > 0) {
            interrupted();
        }
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
}
