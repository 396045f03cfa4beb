package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Difference;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.Refusal;
import java.util.List;

/** A plan as JSON, for machines; {@code docs/plan-and-apply.md} describes it. It never holds a secret. */
final class PlanJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PlanJson() {}

    /** What the plan is for, a summary, and an entry for everything that isn't kept as it is. */
    static ObjectNode of(Plan plan) {
        ObjectNode json = JSON.objectNode();
        json.put("version", 1);
        json.put("realm", plan.realm());
        ObjectNode summary = json.putObject("summary");
        for (Action action : Action.values()) {
            summary.put(Words.planned(action), plan.count(action));
        }
        ArrayNode entries = json.putArray("entries");
        plan.entries().filter(Entry::isWork).forEach(entry -> entries.add(of(entry)));
        ArrayNode refusals = json.putArray("refusals");
        plan.refusals().forEach(refusal -> refusals.add(of(refusal)));
        ArrayNode notes = json.putArray("notes");
        plan.notes().forEach(notes::add);
        return json;
    }

    static ObjectNode of(Entry entry) {
        ObjectNode json = JSON.objectNode();
        json.put("kind", entry.kind());
        json.put("name", entry.name());
        json.put("action", Words.planned(entry.action()));
        ArrayNode differences = json.putArray("differences");
        entry.differences().forEach(difference -> differences.add(of(difference)));
        return json;
    }

    static ObjectNode of(Refusal refusal) {
        ObjectNode json = JSON.objectNode();
        json.put("subject", refusal.subject());
        if (refusal.field() != null) {
            json.put("field", refusal.field());
        }
        return json.put("reason", refusal.reason());
    }

    private static ObjectNode of(Difference difference) {
        ObjectNode json = JSON.objectNode().put("field", difference.field());
        if (difference instanceof Difference.Value value) {
            return json.put("before", value.before()).put("after", value.after());
        }
        if (difference instanceof Difference.Items items) {
            put(json, "added", items.added());
            put(json, "removed", items.removed());
            put(json, "changed", items.changed());
            return json;
        }
        return json.put("secret", ((Difference.Concealed) difference).how());
    }

    private static void put(ObjectNode json, String name, List<String> items) {
        if (!items.isEmpty()) {
            ArrayNode list = json.putArray(name);
            items.forEach(list::add);
        }
    }
}
