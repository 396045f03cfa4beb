package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a value of a JSON file stands, with the places of what is in it. The places of one file make a tree beside the
 * tree of its values; a merge of two files moves values and places alike, so that a place always tells the file in which
 * its value is written.
 */
final class JsonPlace {

    private final SeedText source;
    private final JsonPlace parent;
    private final String key;
    private final Location name;
    private final Location value;
    private Map<String, JsonPlace> members = Map.of();
    private List<JsonPlace> elements = List.of();

    private JsonPlace(SeedText source, JsonPlace parent, String key, Location name, Location value) {
        this.source = source;
        this.parent = parent;
        this.key = key;
        this.name = name;
        this.value = value;
    }

    static JsonPlace root(SeedText source, Location value) {
        return new JsonPlace(source, null, "", value, value);
    }

    /** The place of a member, which is not yet put into this one. */
    JsonPlace ofMember(String key, Location name, Location value) {
        return new JsonPlace(source, this, key, name, value);
    }

    /** The place of the next element, put into this one. */
    JsonPlace add(Location value) {
        if (elements.isEmpty()) {
            elements = new ArrayList<>();
        }
        JsonPlace element = new JsonPlace(source, this, Integer.toString(elements.size()), value, value);
        elements.add(element);
        return element;
    }

    void put(String member, JsonPlace place) {
        if (members.isEmpty()) {
            members = new HashMap<>();
        }
        members.put(member, place);
    }

    void remove(String member) {
        if (!members.isEmpty()) {
            members.remove(member);
        }
    }

    /** {@code null} if there is no such member. */
    JsonPlace member(String member) {
        return members.get(member);
    }

    JsonPlace element(int index) {
        return elements.get(index);
    }

    SeedText source() {
        return source;
    }

    /** Where the value stands. */
    Location value() {
        return value;
    }

    /** Where the member's name stands; for what is no member, where the value stands. */
    Location name() {
        return name;
    }

    /** The JSON pointer of the value in its own file. */
    String pointer() {
        return parent == null ? "" : parent.pointer() + "/" + escaped(key);
    }

    /** How a message about another place names this one: by its pointer, and if it is in another file, by all it has. */
    String seenFrom(JsonPlace other) {
        return other.source.name().equals(source.name()) ? pointer() : this + ": " + pointer();
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return source.name() + ":" + value.line() + ":" + value.column();
    }

    /** The place one step of a pointer further in; {@code null} if there is nothing. */
    JsonPlace step(JsonPointer pointer) {
        int index = pointer.getMatchingIndex();
        if (index >= 0 && index < elements.size()) {
            return elements.get(index);
        }
        return members.get(pointer.getMatchingProperty());
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
