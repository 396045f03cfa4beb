package io.authscape.keycloak.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.AttributeNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a change means, in the seed's words where it has some. */
final class Differences {

    private static final Map<String, String> LISTS =
            Map.of(AttributeNames.PERMISSIONS, "permissions", AttributeNames.NETWORKS, "allowedNetworks");
    private static final Map<String, String> MAPS = Map.of(AttributeNames.CLAIMS, "claims");
    /** What everything that we create has: who reviews a new client needs no word of it. */
    private static final Set<String> OF_COURSE = Set.of(
            AttributeNames.MANAGED_BY,
            "access.token.header.type.rfc9068",
            "include.in.token.scope",
            "display.on.consent.screen",
            ClientField.PROTOCOL.toString(),
            ClientField.ENABLED.toString());
    /** Keycloak's words for "no" and "none", which a new client starts with. */
    private static final Set<String> NOTHING = Set.of("false", "-");

    private final boolean isNew;
    private final List<Difference> found = new ArrayList<>();

    private Differences(Action action) {
        isNew = action == Action.CREATE;
    }

    static List<Difference> of(RoleChange role) {
        Differences differences = new Differences(role.action());
        differences.values(role.attributes());
        return differences.found;
    }

    static List<Difference> of(ScopeChange scope) {
        Differences differences = new Differences(scope.action());
        differences.values(scope.fields());
        differences.values(scope.attributes());
        differences.items(
                "mappers", names(scope, Action.CREATE), names(scope, Action.DELETE), names(scope, Action.UPDATE));
        return differences.found;
    }

    static List<Difference> of(ClientChange client) {
        Differences differences = new Differences(client.action());
        differences.values(client.fields());
        differences.values(client.attributes());
        if (client.secretChanges()) {
            differences.found.add(new Difference.Concealed("secret", secret(client)));
        }
        if (client.plainSecretGoes()) {
            differences.found.add(new Difference.Concealed("secret", "in plain text no more"));
        }
        differences.found.addAll(SecretDifferences.of(client.secrets()));
        differences.items("default scopes", client.defaultScopes());
        differences.items("optional scopes", client.optionalScopes());
        return differences.found;
    }

    private static String secret(ClientChange client) {
        if (!client.desired().secretsToMake().isEmpty()) {
            return "generated, written to "
                    + client.desired().secretsToMake().get(0).reference().written();
        }
        return client.action() == Action.CREATE ? "set" : "changed";
    }

    private <K> void values(List<Change<K>> changes) {
        changes.forEach(change -> value(change.key().toString(), change.before(), change.after()));
    }

    private void value(String field, String before, String after) {
        if (isNew && (OF_COURSE.contains(field) || NOTHING.contains(after))) {
            return;
        }
        if (isList(field)) {
            texts(field, ClientField.values(empty(before)), ClientField.values(empty(after)));
        } else if (LISTS.containsKey(field)) {
            list(field, before, after);
        } else if (MAPS.containsKey(field)) {
            members(MAPS.get(field), member(field, before), member(field, after));
        } else {
            found.add(new Difference.Value(field, before, after.isEmpty() ? null : after));
        }
    }

    /** A list that can't be read counts as empty, and is written even if it stays so; without one nothing is limited. */
    private void list(String attribute, String written, String wanted) {
        String field = LISTS.get(attribute);
        List<String> before = list(attribute, written);
        List<String> after = list(attribute, wanted);
        if (written == null && after.isEmpty()) {
            found.add(new Difference.Value(field, isNew ? null : "(not limited)", "(none)"));
        } else if (wanted.isEmpty() && before.isEmpty()) {
            found.add(new Difference.Value(field, "(none)", "(not limited)"));
        } else {
            texts(field, before, after);
        }
    }

    private void texts(String field, Collection<String> before, Collection<String> after) {
        Set<String> added = new TreeSet<>(after);
        added.removeAll(before);
        Set<String> removed = new TreeSet<>(before);
        removed.removeAll(after);
        if (added.isEmpty() && removed.isEmpty()) {
            found.add(new Difference.Value(field, "written in another way", "the same in a readable way"));
        }
        items(field, List.copyOf(added), List.copyOf(removed), List.of());
    }

    private void members(String field, JsonNode before, JsonNode after) {
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            String old = before.path(name).asText(null);
            String next = after.path(name).asText(null);
            if (old == null || !old.equals(next)) {
                found.add(new Difference.Value(field + "." + name, old, next));
            }
        }
    }

    private void items(String field, ScopeDelta delta) {
        items(field, sorted(delta.attach()), sorted(delta.detach()), List.of());
    }

    private void items(String field, List<String> added, List<String> removed, List<String> changed) {
        if (!added.isEmpty() || !removed.isEmpty() || !changed.isEmpty()) {
            found.add(new Difference.Items(field, added, removed, changed));
        }
    }

    private static List<String> names(ScopeChange scope, Action action) {
        return scope.mappers().stream()
                .filter(mapper -> mapper.action() == action)
                .map(mapper -> mapper.mapper().name())
                .toList();
    }

    private static boolean isList(String field) {
        return field.equals(ClientField.REDIRECT_URIS.toString()) || field.equals(ClientField.WEB_ORIGINS.toString());
    }

    private static List<String> list(String attribute, String value) {
        return JsonAttribute.texts(member(attribute, value));
    }

    private static JsonNode member(String attribute, String value) {
        return JsonAttribute.read(attribute, Map.of(attribute, empty(value)));
    }

    private static String empty(String value) {
        return value == null ? "" : value;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
