package io.authscape.keycloak.seed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What references stand for in one document. A message must not repeat it: nobody who wrote the file saw it there, and
 * it may be a secret that somebody put into the wrong member.
 */
final class ReferencedValues {

    /** Shorter ones are words like any other, and are hidden only where the message is about them. */
    private static final int TELLING = 8;

    private static final int SHORTEST = 4;

    private final Map<String, String> everywhere = new HashMap<>();
    private final Map<JsonPlace, List<Stand>> byPlace = new HashMap<>();

    /**
     * @param written the reference, or a text with references
     * @param value what it stands for
     */
    void add(JsonPlace place, String written, String value) {
        byPlace.computeIfAbsent(place, there -> new ArrayList<>()).add(new Stand(written, Quoted.plain(value)));
        if (value.length() >= TELLING) {
            everywhere.put(Quoted.plain(value), written);
        }
    }

    /** Whether the value came from a reference, or has a part that did. */
    boolean isAt(JsonPlace place) {
        return byPlace.containsKey(place);
    }

    /** The message about a place, with references where it would repeat their values. */
    String hideIn(String message, JsonPlace place) {
        String hidden = message;
        for (Stand stand : byPlace.getOrDefault(place, List.of())) {
            hidden = hidden.replace("'" + stand.value() + "'", "'" + stand.written() + "'");
        }
        for (Stand stand : byPlace.getOrDefault(place, List.of())) {
            if (stand.value().length() >= SHORTEST) {
                hidden = without(stand.value(), stand.written(), hidden);
            }
        }
        for (Map.Entry<String, String> value : everywhere.entrySet()) {
            hidden = without(value.getKey(), value.getValue(), hidden);
        }
        return hidden;
    }

    /** Also where the message has only the beginning of a long one. */
    private static String without(String value, String written, String message) {
        String beginning = value.substring(0, Math.min(value.length(), 60));
        int at = message.indexOf(beginning);
        if (at < 0) {
            return message;
        }
        int end = 0;
        while (end < value.length() && at + end < message.length() && value.charAt(end) == message.charAt(at + end)) {
            end++;
        }
        return message.substring(0, at) + written + without(value, written, message.substring(at + end));
    }

    private record Stand(String written, String value) {}
}
