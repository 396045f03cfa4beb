package io.authscape.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A place in a client or a scope of a seed: {@code /clients/3/permissions/2}.
 *
 * @param words of the JSON pointer, without their escapes
 */
record SeedPlace(List<String> words) implements Comparable<SeedPlace> {

    /** Where one element can go, and the others stay. */
    private static final Set<String> LOOSE = Set.of(
            "permissions",
            "requirements",
            "redirectUris",
            "postLogoutRedirectUris",
            "resources",
            "settings",
            "claims",
            "clientSecrets",
            "displayNames",
            "descriptions",
            "properties");

    /** What makes a key private or shared: without it, the rest may well be the public key. */
    private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    SeedPlace {
        words = List.copyOf(words);
    }

    /** Empty for what is in no client and no scope. */
    static Optional<SeedPlace> of(String pointer) {
        List<String> words = List.of(pointer.split("/", -1)).stream()
                .skip(1)
                .map(word -> word.replace("~1", "/").replace("~0", "~"))
                .toList();
        boolean inEntry = words.size() >= 2 && List.of("clients", "scopes").contains(words.get(0));
        return inEntry ? Optional.of(new SeedPlace(words)) : Optional.empty();
    }

    boolean isClient() {
        return words.get(0).equals("clients");
    }

    int index() {
        return Integer.parseInt(words.get(1));
    }

    /** Empty for the entry itself. */
    String member() {
        return words.size() > 2 ? words.get(2) : "";
    }

    boolean isWholeEntry() {
        return words.size() == 2;
    }

    /** The smallest part that has to go, so that this place's trouble is gone. */
    SeedPlace whatToTakeOut() {
        if (List.of("", "name", "clientId").contains(member())) {
            return entry();
        }
        if (member().equals("jsonWebKeySet") && words.size() >= 5) {
            boolean isPrivate = words.size() >= 6 && PRIVATE.contains(words.get(5));
            return new SeedPlace(words.subList(0, isPrivate ? 6 : 5));
        }
        return new SeedPlace(words.subList(0, LOOSE.contains(member()) && words.size() > 3 ? 4 : 3));
    }

    /** The client or the scope that this is a part of. */
    SeedPlace entry() {
        return new SeedPlace(words.subList(0, 2));
    }

    boolean isIn(ObjectNode seed) {
        return !find(seed, words).isMissingNode();
    }

    void removeFrom(ObjectNode seed) {
        JsonNode parent = find(seed, words.subList(0, words.size() - 1));
        String last = words.get(words.size() - 1);
        if (parent instanceof ArrayNode list) {
            list.remove(Integer.parseInt(last));
        } else if (parent instanceof ObjectNode object) {
            object.remove(last);
        }
    }

    private static JsonNode find(JsonNode root, List<String> path) {
        JsonNode here = root;
        for (String word : path) {
            here = here instanceof ArrayNode ? here.path(Integer.parseInt(word)) : here.path(word);
        }
        return here;
    }

    /** The order in which places stand in a file, lists by number; what is inside comes after what is around it. */
    @Override
    public int compareTo(SeedPlace other) {
        for (int i = 0; i < Math.min(words.size(), other.words.size()); i++) {
            String mine = words.get(i);
            String others = other.words.get(i);
            boolean numbers = mine.matches("[0-9]{1,9}") && others.matches("[0-9]{1,9}");
            int order = numbers
                    ? Integer.compare(Integer.parseInt(mine), Integer.parseInt(others))
                    : mine.compareTo(others);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(words.size(), other.words.size());
    }
}
