package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.doctor.UninstallStep;
import io.authscape.keycloak.seed.Quoted;
import java.util.List;

/** What to undo before the provider jar goes, written down. */
record UninstallReport(String realm, List<UninstallStep> steps) {

    /** A script: what isn't a command is a comment. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            UninstallStep step = steps.get(i);
            text.append("# ").append(i + 1).append(". ").append(step.what()).append(";\n#    ");
            text.append(step.why()).append('\n');
            step.commands().forEach(command -> text.append(command).append('\n'));
            text.append('\n');
        }
        return text.append("# ").append(summary()).append('\n').toString();
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", 1).put("realm", realm);
        ArrayNode list = json.putArray("steps");
        for (UninstallStep step : steps) {
            ArrayNode commands = list.addObject()
                    .put("what", step.what())
                    .put("why", step.why())
                    .put("needed", step.needed())
                    .putArray("commands");
            step.commands().forEach(commands::add);
        }
        return json.toPrettyString() + "\n";
    }

    String markdown() {
        StringBuilder text =
                new StringBuilder("### Before AuthScape's jar leaves realm " + Markdown.code(realm) + "\n\n");
        text.append(Markdown.plain(summary())).append(".\n");
        for (int i = 0; i < steps.size(); i++) {
            UninstallStep step = steps.get(i);
            text.append('\n').append(i + 1).append(". ").append(Markdown.plain(step.what()));
            text.append("; ").append(Markdown.plain(step.why())).append(".\n\n   ```sh\n");
            step.commands()
                    .forEach(command -> text.append("   ").append(command).append('\n'));
            text.append("   ```\n");
        }
        return text.toString();
    }

    private String summary() {
        long needed = steps.stream().filter(UninstallStep::needed).count();
        return needed == 0
                ? "Nothing in realm " + Quoted.of(realm) + " needs the jar"
                : Counted.of(needed, "step") + " before the jar can leave realm " + Quoted.of(realm);
    }
}
