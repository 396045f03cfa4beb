package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Change;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.MapperChange;
import io.authscape.keycloak.plan.RoleChange;
import io.authscape.keycloak.plan.ScopeChange;
import io.authscape.keycloak.plan.ScopeDelta;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;

/** One change as lines of text: what it is about, then a line per value, the old one and the new one. */
final class ChangeText {

    private ChangeText() {}

    static List<String> of(RoleChange role) {
        List<String> lines = new ArrayList<>();
        lines.add(verb(role.action()) + " role " + Quoted.of(role.name()));
        values(lines, role.attributes());
        return lines;
    }

    static List<String> of(ScopeChange scope) {
        List<String> lines = new ArrayList<>();
        lines.add(verb(scope.action()) + " scope " + Quoted.of(scope.name()));
        values(lines, scope.fields());
        values(lines, scope.attributes());
        for (MapperChange mapper : scope.mappers()) {
            lines.add("  mapper " + Quoted.of(mapper.mapper().name()) + ": " + verb(mapper.action()));
        }
        return lines;
    }

    static List<String> of(ClientChange client) {
        List<String> lines = new ArrayList<>();
        lines.add(verb(client.action()) + " client " + Quoted.of(client.clientId()));
        values(lines, client.fields());
        values(lines, client.attributes());
        if (client.desired().generatesSecret()) {
            lines.add("  secret: generated, written to "
                    + client.desired().secretSink().written());
        } else if (client.action() == Action.UPDATE && client.secretChanges()) {
            lines.add("  secret: changed");
        }
        scopes(lines, "default scope", client.defaultScopes());
        scopes(lines, "optional scope", client.optionalScopes());
        return lines;
    }

    private static <K> void values(List<String> lines, List<Change<K>> changes) {
        for (Change<K> change : changes) {
            lines.add("  " + change.key() + ": " + shown(change.before()) + " -> " + shown(change.after()));
        }
    }

    private static void scopes(List<String> lines, String kind, ScopeDelta delta) {
        delta.attach().forEach(scope -> lines.add("  " + kind + " " + Quoted.of(scope) + ": attached"));
        delta.detach().forEach(scope -> lines.add("  " + kind + " " + Quoted.of(scope) + ": taken away"));
    }

    private static String shown(String value) {
        return value == null || value.isEmpty() ? "(none)" : Quoted.of(value);
    }

    private static String verb(Action action) {
        return switch (action) {
            case CREATE -> "created";
            case UPDATE -> "changed";
            case DELETE -> "removed";
            case NONE -> "unchanged";
        };
    }
}
