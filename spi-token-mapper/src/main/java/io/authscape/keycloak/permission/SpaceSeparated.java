package io.authscape.keycloak.permission;

import java.util.List;
import java.util.stream.Stream;

/** A parameter that is a list of words, such as {@code scope}. */
final class SpaceSeparated {

    private SpaceSeparated() {}

    /** The words in their order, each once; none if there is no parameter. */
    static List<String> words(String parameter) {
        return parameter == null
                ? List.of()
                : Stream.of(parameter.split(" "))
                        .filter(word -> !word.isEmpty())
                        .distinct()
                        .toList();
    }
}
