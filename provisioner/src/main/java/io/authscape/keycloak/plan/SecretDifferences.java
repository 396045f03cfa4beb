package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.SecretSeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What happens to hashed secrets, told by their ids: neither a secret nor a hash is ever shown. */
final class SecretDifferences {

    private static final String FIELD = "secrets";

    private SecretDifferences() {}

    static List<Difference> of(SecretChanges changes) {
        List<Difference> found = new ArrayList<>();
        Set<String> added = new TreeSet<>(changes.addedIds());
        added.removeAll(changes.removed());
        Set<String> removed = new TreeSet<>(changes.removed());
        removed.removeAll(changes.addedIds());
        Set<String> replaced = new TreeSet<>(changes.addedIds());
        replaced.retainAll(changes.removed());
        if (!added.isEmpty() || !removed.isEmpty() || !replaced.isEmpty()) {
            found.add(new Difference.Items(FIELD, List.copyOf(added), List.copyOf(removed), List.copyOf(replaced)));
        }
        for (SecretSeed seed : changes.added()) {
            if (seed.reference() != null && seed.reference().generate() && (seed.isToBeMade() || seed.made())) {
                found.add(new Difference.Concealed(
                        FIELD + "." + seed.id(),
                        "generated, written to " + seed.reference().written()));
            }
            value(found, seed.id(), "expires", null, text(seed.expires()));
            value(found, seed.id(), "label", null, seed.label());
        }
        for (SecretChanges.Update update : changes.updated()) {
            String id = update.after().id();
            value(
                    found,
                    id,
                    "expires",
                    text(update.before().expires()),
                    text(update.after().expires()));
            value(found, id, "label", update.before().label(), update.after().label());
        }
        return found;
    }

    private static void value(List<Difference> found, String id, String member, String before, String after) {
        if (!Objects.equals(before, after)) {
            found.add(new Difference.Value(FIELD + "." + id + "." + member, before, after));
        }
    }

    private static String text(Instant time) {
        return time == null ? null : time.toString();
    }
}
