package io.authscape.keycloak.migrate;

import io.authscape.keycloak.migrate.UnreadableSourceException.Kind;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSeedBuilder;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.ScopeSeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The clients, scopes and APIs of IdentityServer4 and Duende IdentityServer as a seed. An API becomes an audience of its
 * scopes, and a client that may introspect if it has secrets.
 */
public final class IdentityServerImport {

    private static final String[] SECTIONS = {"Clients", "ApiScopes", "ApiResources"};
    private static final String USUAL_PLACE = "IdentityServer";

    private final Setting section;
    private final Instant now;
    private final List<Note> notes = new ArrayList<>();
    private final Map<String, Set<String>> resources = new LinkedHashMap<>();

    private IdentityServerImport(Setting section, Instant now) {
        this.section = section;
        this.now = now;
    }

    /**
     * Maps what the sections say; what can't be mapped is in the report.
     *
     * @param place the section that the three stand in, as {@code A:B}; {@code null} for IdentityServer's own or the top
     * @param now secrets that have ended by then stay out
     */
    public static Migration of(String owner, String realm, Setting settings, String place, Instant now) {
        Setting section = section(settings, place);
        if (Stream.of(SECTIONS).allMatch(name -> section.at(name).children().isEmpty())) {
            // An empty seed would pass for the work done.
            throw UnreadableSourceException.content(
                    "there is nothing to import: the settings' 'Clients', 'ApiScopes' and 'ApiResources' are empty or"
                            + " missing; give --section if they stand elsewhere");
        }
        return new IdentityServerImport(section, now).run(owner, realm);
    }

    private static Setting section(Setting settings, String place) {
        if (place != null) {
            Setting section = settings.at(place);
            if (section.has(SECTIONS)) {
                return section;
            }
            throw new UnreadableSourceException(
                    Kind.USAGE, "the settings have no 'Clients', 'ApiScopes' or 'ApiResources' in " + Quoted.of(place));
        }
        if (settings.at(USUAL_PLACE).has(SECTIONS)) {
            return settings.at(USUAL_PLACE);
        }
        if (settings.has(SECTIONS)) {
            return settings;
        }
        throw UnreadableSourceException.content(
                "the settings have no 'Clients', 'ApiScopes' or 'ApiResources', neither at"
                        + " the top nor in 'IdentityServer'; give --section if they stand elsewhere");
    }

    private Migration run(String owner, String realm) {
        List<Draft<ClientSeed>> clients = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Setting entry : section.at("Clients").children()) {
            clients.add(unique(IdentityServerClient.read(entry, now), ids));
        }
        for (Setting entry : section.at("ApiResources").children()) {
            api(entry, clients, ids);
        }
        List<Draft<ScopeSeed>> scopes = scopes();
        List<String> identity = section.at("IdentityResources").children().stream()
                .map(entry -> entry.text("Name") == null ? entry.name() : entry.text("Name"))
                .filter(name -> !BuiltInScopes.has(name))
                .toList();
        if (!identity.isEmpty()) {
            notes.add(new Note(
                    Note.Type.LEFT_OUT,
                    "IdentityResources",
                    "claims of people are Keycloak's mappers: " + Quoted.list(identity),
                    "make client scopes of these names in Keycloak, or take their permissions out"));
        }
        return SeedDraft.finish(owner, realm, scopes, clients, notes);
    }

    /** An API's scopes lead to it, and with secrets it asks about tokens. */
    private void api(Setting api, List<Draft<ClientSeed>> clients, Set<String> ids) {
        String name = api.text("Name");
        if (name == null || !api.isTrue("Enabled", true)) {
            notes.add(new Note(
                    Note.Type.LEFT_OUT,
                    "ApiResources",
                    name == null ? "an entry has no name" : Quoted.of(name) + " is switched off",
                    ""));
            return;
        }
        List<String> scopes = scopesOf(api);
        // IdentityServer4 up to 3 gave an API that lists none a scope of its own name.
        (scopes.isEmpty() && !section.has("ApiScopes") ? List.of(name) : scopes).forEach(scope -> resources
                .computeIfAbsent(scope, key -> new LinkedHashSet<>())
                .add(name));
        if (api.at("ApiSecrets").children().isEmpty()) {
            return;
        }
        Notes told = new Notes();
        if (!ids.add(name)) {
            told.leftOut(
                    "ApiResources",
                    "the API has secrets, and a client has its name already",
                    "add 'ept:introspection' to the client, and let the API use the client's secret");
            clients.add(Draft.failed(name, told));
            return;
        }
        ClientSeedBuilder client = ClientSeed.named(name)
                .displayName(api.text("DisplayName"))
                .description(api.text("Description"))
                .permissions(List.of("ept:introspection"));
        IdentityServerSecrets.give(client, api, "ApiSecrets", now, told);
        clients.add(Draft.of(name, client.build(), told));
    }

    private static List<String> scopesOf(Setting api) {
        return api.at("Scopes").children().stream()
                .map(scope -> scope.value() == null ? scope.text("Name") : scope.value())
                .filter(scope -> scope != null && !scope.isBlank())
                .toList();
    }

    private List<Draft<ScopeSeed>> scopes() {
        List<Draft<ScopeSeed>> drafts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Setting scope : section.at("ApiScopes").children()) {
            drafts.add(unique(scope(scope), names));
            // Known, also where it stays out: an API that names it doesn't bring it back.
            Optional.ofNullable(scope.text("Name")).ifPresent(names::add);
        }
        for (String name : resources.keySet()) {
            if (names.add(name)) {
                drafts.add(ofAnApi(name));
            }
        }
        return drafts;
    }

    /** A scope that no entry of its own describes. */
    private Draft<ScopeSeed> ofAnApi(String name) {
        Notes told = new Notes();
        if (BuiltInScopes.has(name)) {
            return BuiltInScopes.skipped(name, audiences(name), told);
        }
        BuiltInScopes.check(name, told);
        if (section.has("ApiScopes")) {
            told.check("ApiScopes", "only an API names this scope: IdentityServer 4 and later don't know it", "");
        }
        return Draft.of(name, ScopeSeed.of(name, null, null, audiences(name)), told);
    }

    private Draft<ScopeSeed> scope(Setting scope) {
        Notes told = new Notes();
        String name = scope.text("Name");
        if (name == null) {
            told.leftOut("Name", "the entry has no name", "");
            return Draft.failed("(no name)", told);
        }
        if (!scope.isTrue("Enabled", true)) {
            told.leftOut("Enabled", "the scope is switched off", "");
            return Draft.skipped(name, told);
        }
        if (BuiltInScopes.has(name)) {
            return BuiltInScopes.skipped(name, audiences(name), told);
        }
        BuiltInScopes.check(name, told);
        if (!scope.texts("UserClaims").isEmpty()) {
            told.leftOut("UserClaims", "what people's tokens carry are Keycloak's mappers", "");
        }
        return Draft.of(
                name, ScopeSeed.of(name, scope.text("DisplayName"), scope.text("Description"), audiences(name)), told);
    }

    private List<String> audiences(String scope) {
        return List.copyOf(resources.getOrDefault(scope, Set.of()));
    }

    private static <T> Draft<T> unique(Draft<T> draft, Set<String> names) {
        if (draft.seed() == null || names.add(draft.name())) {
            return draft;
        }
        draft.notes().leftOut("", "another entry has the same name, and was taken", "keep one of them");
        return Draft.failed(draft.name(), draft.notes());
    }
}
