package io.authscape.keycloak.seed;

import java.util.regex.Pattern;

/**
 * What other tools write where something is to be filled in. Whoever brings it along from there would make the words
 * themselves the secret, and everybody knows those.
 */
final class ForeignPlaceholder {

    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    /** Kubernetes and Azure Pipelines, shells, templates as of Helm, Windows, Octopus: the whole text, or it may be a secret. */
    private static final Pattern SHAPES = Pattern.compile("\\$\\((env:)?" + NAME + "\\)"
            + "|\\$(env:)?" + NAME
            + "|\\{\\{\\s*\\.?" + NAME + "(\\." + NAME + ")*\\s*}}"
            + "|%" + NAME + "%"
            + "|#\\{" + NAME + "}#?");

    private ForeignPlaceholder() {}

    static boolean is(String text) {
        return SHAPES.matcher(text.strip()).matches();
    }
}
