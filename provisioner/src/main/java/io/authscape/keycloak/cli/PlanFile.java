package io.authscape.keycloak.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan that was reviewed. It holds no secrets, so it can't be carried out by itself: whoever applies it makes the plan
 * again, and goes on only if it is the same.
 */
final class PlanFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 5;
    private static final List<String> LISTS = List.of("added", "removed", "changed");

    private final JsonNode json;

    private PlanFile(JsonNode json) {
        this.json = json;
    }

    static PlanFile read(Path file) {
        try {
            JsonNode json = JSON.readTree(TextFile.read("--plan", file));
            if (json.path("version").asInt() == 1 && json.path("entries").isArray()) {
                return new PlanFile(json);
            }
        } catch (JsonProcessingException e) {
            // The same as any other text that isn't a plan.
        }
        throw new CommandFailure(
                ExitCodes.USAGE, "--plan: " + Quoted.of(file.toString()) + " is no plan; 'plan --out' writes one");
    }

    static void write(Path file, ObjectNode plan) {
        try {
            TextFile.write("--out", file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plan) + "\n");
        } catch (IOException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    /** The switches with which it was made. */
    JsonNode options() {
        return json.path("options");
    }

    /** What it was made of. */
    JsonNode seed() {
        return json.path("seed");
    }

    /** Ends the command if what would be done now isn't what was reviewed. */
    void check(Plan now, String server) {
        JsonNode current = PlanJson.of(now);
        if (!json.path("server").asText().equals(server)) {
            throw refused("it was made for the server "
                    + Quoted.of(json.path("server").asText()));
        }
        if (!json.path("realm").asText().equals(now.realm())) {
            throw refused(
                    "it was made for the realm " + Quoted.of(json.path("realm").asText()));
        }
        Map<String, JsonNode> reviewed = byName(json.path("entries"));
        List<JsonNode> moved = new ArrayList<>();
        current.path("entries").forEach(due -> {
            if (!isPartOf(due, reviewed.get(key(due)))) {
                moved.add(due);
            }
        });
        if (!moved.isEmpty()) {
            String shown = moved.stream().limit(SHOWN).map(PlanFile::subject).collect(Collectors.joining(", "));
            int more = moved.size() - SHOWN;
            throw refused("Keycloak or the seed has moved on since, in " + shown
                    + (more > 0 ? " and " + more + " more" : ""));
        }
    }

    /** What an interrupted run has done already is not due any more; all that is left must have been reviewed. */
    private static boolean isPartOf(JsonNode due, JsonNode reviewed) {
        if (reviewed == null || !due.path("action").equals(reviewed.path("action"))) {
            return false;
        }
        Map<String, JsonNode> before = new HashMap<>();
        reviewed.path("differences")
                .forEach(difference -> before.put(difference.path("field").asText(), difference));
        for (JsonNode difference : due.path("differences")) {
            if (!isRestOf(difference, before.get(difference.path("field").asText()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRestOf(JsonNode difference, JsonNode reviewed) {
        if (reviewed == null || difference.equals(reviewed)) {
            return reviewed != null;
        }
        return LISTS.stream().anyMatch(difference::has)
                && LISTS.stream()
                        .allMatch(list -> texts(reviewed.path(list)).containsAll(texts(difference.path(list))));
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static CommandFailure refused(String why) {
        return new CommandFailure(
                ExitCodes.FAILED, "the plan is not carried out: " + why + "; nothing was written, make a new plan");
    }

    private static Map<String, JsonNode> byName(JsonNode entries) {
        Map<String, JsonNode> byName = new HashMap<>();
        entries.forEach(entry -> byName.put(key(entry), entry));
        return byName;
    }

    private static String key(JsonNode entry) {
        return entry.path("kind").asText() + " " + entry.path("name").asText();
    }

    private static String subject(JsonNode entry) {
        return entry.path("kind").asText() + " " + Quoted.of(entry.path("name").asText());
    }
}
