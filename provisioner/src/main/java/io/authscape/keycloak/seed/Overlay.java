package io.authscape.keycloak.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file that changes what seed files say, for one environment: objects are merged deep, lists replaced, and null takes
 * a member away. The clients, scopes and roles are merged by their names, and the overlay adds none: a client that a slip
 * of the pen made up would stand in one environment only.
 */
final class Overlay {

    private static final Map<String, String> NAMES = Map.of("clients", "clientId", "scopes", "name", "roles", "name");

    private final JsonDocument overlay;
    private final LocalValues local;
    private final ProblemList problems;

    Overlay(JsonDocument overlay, LocalValues local, ProblemList problems) {
        this.overlay = overlay;
        this.local = local;
        this.problems = problems;
    }

    /** Changes the documents in place. */
    void applyTo(List<JsonDocument> documents) {
        if (!overlay.root().isObject()) {
            problems.error(overlay.place(), "this must be an object: { ... }", "change it");
            return;
        }
        overlay.root().properties().forEach(member -> {
            JsonPlace place = overlay.place().member(member.getKey());
            if (NAMES.containsKey(member.getKey())) {
                entries(member.getKey(), member.getValue(), place, documents);
            } else if (member.getKey().equals("owner")) {
                problems.errorAtName(place, "an overlay doesn't change who keeps a seed", "remove it");
            } else if (!member.getKey().equals("$schema")) {
                documents.stream()
                        .filter(document -> document.root() instanceof ObjectNode)
                        .forEach(document -> merge(
                                (ObjectNode) document.root(),
                                document.place(),
                                member.getKey(),
                                member.getValue().deepCopy(),
                                place));
            }
        });
    }

    private void entries(String list, JsonNode entries, JsonPlace place, List<JsonDocument> documents) {
        if (!entries.isArray()) {
            problems.error(
                    place, "this must be a list: [ ... ]", "an overlay changes entries by name, and removes none");
            return;
        }
        Map<String, Entry> known = known(list, documents);
        Map<String, JsonPlace> seen = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            JsonPlace at = place.element(i);
            Optional<String> name = name(entries.get(i), at, NAMES.get(list));
            if (name.isEmpty()) {
                problems.error(
                        at, "the overlay doesn't say what it changes", "add '" + NAMES.get(list) + "' with its name");
            } else if (seen.putIfAbsent(name.get(), at) != null) {
                problems.error(
                        at.member(NAMES.get(list)),
                        "this name is already at " + seen.get(name.get()).pointer(),
                        "keep one of them");
            } else if (!known.containsKey(name.get())) {
                unknown(name.get(), at.member(NAMES.get(list)), list, known);
            } else {
                Entry entry = known.get(name.get());
                entries.get(i).properties().forEach(member -> {
                    if (!member.getKey().equals(NAMES.get(list))) {
                        merge(
                                entry.node(),
                                entry.place(),
                                member.getKey(),
                                member.getValue(),
                                at.member(member.getKey()));
                    }
                });
            }
        }
    }

    private void unknown(String name, JsonPlace at, String list, Map<String, Entry> known) {
        String kind = list.substring(0, list.length() - 1);
        problems.error(
                at,
                "no seed file has this " + kind + ", and an overlay adds none",
                Spelling.nearest(name, new ArrayList<>(known.keySet()))
                        .map(near -> "did you mean " + Quoted.of(known.get(near).written()) + "?")
                        .orElse("define it in a seed file"));
    }

    private Map<String, Entry> known(String list, List<JsonDocument> documents) {
        Map<String, Entry> known = new HashMap<>();
        for (JsonDocument document : documents) {
            JsonNode entries = document.root().path(list);
            for (int i = 0; i < entries.size() && entries.isArray(); i++) {
                JsonPlace place = document.place().member(list).element(i);
                if (entries.get(i) instanceof ObjectNode node) {
                    name(node, place, NAMES.get(list))
                            .ifPresent(name -> known.putIfAbsent(
                                    name,
                                    new Entry(
                                            node,
                                            place,
                                            node.path(NAMES.get(list)).textValue())));
                }
            }
        }
        return known;
    }

    /** A name may be a reference; what is wrong with it is told where all references are resolved. */
    private Optional<String> name(JsonNode entry, JsonPlace place, String member) {
        JsonNode name = entry.path(member);
        if (!name.isTextual() || name.textValue().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(local.replaceIn(name.textValue(), place.source().folder()));
    }

    private static void merge(
            ObjectNode base, JsonPlace basePlace, String member, JsonNode value, JsonPlace valuePlace) {
        if (value.isNull()) {
            base.remove(member);
            basePlace.remove(member);
        } else if (base.get(member) instanceof ObjectNode inner && value.isObject()) {
            JsonPlace innerPlace = basePlace.member(member);
            value.properties()
                    .forEach(each ->
                            merge(inner, innerPlace, each.getKey(), each.getValue(), valuePlace.member(each.getKey())));
        } else {
            withoutNulls(value);
            base.set(member, value);
            basePlace.put(member, valuePlace);
        }
    }

    private static void withoutNulls(JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
            object.forEach(Overlay::withoutNulls);
        }
    }

    /**
     * @param written the name as the file writes it, which may be a reference
     */
    private record Entry(ObjectNode node, JsonPlace place, String written) {}
}
