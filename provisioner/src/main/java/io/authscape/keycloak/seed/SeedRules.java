package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import io.authscape.keycloak.contract.Permissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rules that a JSON schema can't say: those that compare one part of the seed with another. */
final class SeedRules {

    private static final Set<String> RESERVED_SCOPES = Set.of("authscape", "openid", "offline_access");
    private static final JsonPointer ROLES = JsonPointer.valueOf("/roles");
    private static final JsonPointer SCOPES = JsonPointer.valueOf("/scopes");
    private static final JsonPointer CLIENTS = JsonPointer.valueOf("/clients");

    private final List<SeedFile> files;

    SeedRules(List<SeedFile> files) {
        this.files = files;
    }

    /**
     * @param realmCounts whether the realm is the one that the files name
     */
    void check(boolean realmCounts) {
        if (realmCounts) {
            oneRealm();
        }
        unique(file -> names(file.seed().roles(), RoleSeed::name, ROLES, "name"));
        unique(file -> names(file.seed().scopes(), ScopeSeed::name, SCOPES, "name"));
        unique(file -> names(file.seed().clients(), ClientSeed::clientId, CLIENTS, "clientId"));
        unique(SeedRules::sinks);
        serviceAccounts();
        RoleRules roleRules = new RoleRules();
        PermissionRules permissionRules = new PermissionRules(definedScopes());
        for (SeedFile file : files) {
            each(file.seed().scopes(), SCOPES, (scope, at) -> scope(scope, at, file.problems()));
            each(file.seed().clients(), CLIENTS, (client, at) -> new ClientRules(client, at, file.problems())
                    .check(permissionRules));
            roleRules.check(file);
        }
    }

    /** What one file defines, the others may use. */
    private Set<String> definedScopes() {
        return files.stream()
                .flatMap(file -> file.seed().scopes().stream())
                .map(ScopeSeed::name)
                .collect(Collectors.toSet());
    }

    private void oneRealm() {
        JsonPointer realm = JsonPointer.valueOf("/realm");
        SeedFile first = null;
        for (SeedFile file : files) {
            if (file.seed().realm().isEmpty()) {
                continue;
            }
            if (first == null) {
                first = file;
            } else if (!file.seed().realm().equals(first.seed().realm())) {
                file.problems()
                        .error(
                                realm,
                                "one run works on one realm, this file names "
                                        + Quoted.of(file.seed().realm()) + ", and "
                                        + Quoted.of(first.seed().realm()) + " stands at " + first.placeOf(realm),
                                "correct one of them, or give --realm");
            }
        }
    }

    /** What must be unique in all files together. */
    private void unique(Function<SeedFile, List<Name>> names) {
        Map<String, Holder> first = new HashMap<>();
        for (SeedFile file : files) {
            for (Name name : names.apply(file)) {
                Holder here = new Holder(file, file.placeOf(name.entry()));
                Holder before = name.text().isEmpty() ? null : first.putIfAbsent(name.text(), here);
                if (before != null) {
                    file.problems()
                            .error(
                                    name.entry().appendProperty(name.member()),
                                    Quoted.of(name.text()) + " is already at " + before.seenFrom(here),
                                    before.isInFileOf(here) ? "keep one of them" : "keep it in one file");
                }
            }
        }
    }

    private static <T> List<Name> names(List<T> entries, Function<T, String> name, JsonPointer list, String member) {
        List<Name> names = new ArrayList<>();
        each(entries, list, (entry, at) -> names.add(new Name(name.apply(entry), at, member)));
        return names;
    }

    /** Two that generate into one place would take it from each other. */
    private static List<Name> sinks(SeedFile file) {
        List<Name> sinks = new ArrayList<>();
        each(file.seed().clients(), CLIENTS, (client, at) -> {
            each(client.secrets(), at.appendProperty("clientSecrets"), (secret, entry) -> {
                if (secret.isToBeMade()) {
                    sinks.add(new Name(secret.reference().address().toString(), entry, "sink"));
                }
            });
        });
        return sinks;
    }

    /** Keycloak writes user names small, and a service account is a user. */
    private void serviceAccounts() {
        Map<String, Holder> first = new HashMap<>();
        Map<String, String> spelled = new HashMap<>();
        for (SeedFile file : files) {
            each(file.seed().clients(), CLIENTS, (client, at) -> {
                if (client.isPublic() || !client.may(Permissions.CLIENT_CREDENTIALS_GRANT)) {
                    return;
                }
                String account = client.clientId().toLowerCase(Locale.ROOT);
                Holder here = new Holder(file, file.placeOf(at));
                Holder before = first.putIfAbsent(account, here);
                String other = spelled.putIfAbsent(account, client.clientId());
                // The same client twice is told already.
                if (before != null && !other.equals(client.clientId())) {
                    file.problems()
                            .error(
                                    at.appendProperty("clientId"),
                                    "its service account would be that of " + Quoted.of(other) + " at "
                                            + before.seenFrom(here) + ": Keycloak ignores the case there",
                                    "choose another name for one of them");
                }
            });
        }
    }

    private static void scope(ScopeSeed scope, JsonPointer at, ProblemList problems) {
        if (RESERVED_SCOPES.contains(scope.name())) {
            problems.error(
                    at.appendProperty("name"), "the scope '" + scope.name() + "' is the server's own", "remove it");
        }
        if (scope.resources() != null) {
            problems.warnOfRepeated(at.appendProperty("resources"), scope.resources());
        }
        DescriptorRules.check(scope, at, problems);
    }

    private static <T> void each(List<T> entries, JsonPointer list, BiConsumer<T, JsonPointer> rule) {
        for (int i = 0; i < entries.size(); i++) {
            rule.accept(entries.get(i), list.appendIndex(i));
        }
    }

    /**
     * @param member of the entry, that says the name
     */
    private record Name(String text, JsonPointer entry, String member) {}

    private record Holder(SeedFile file, JsonPlace place) {

        boolean isInFileOf(Holder other) {
            return place.source().name().equals(other.place.source().name());
        }

        String seenFrom(Holder other) {
            String owners = file.owner().equals(other.file.owner())
                    ? ""
                    : ", owned by " + Quoted.of(file.owner()) + " (this file: " + Quoted.of(other.file.owner()) + ")";
            return place.seenFrom(other.place) + owners;
        }
    }
}
