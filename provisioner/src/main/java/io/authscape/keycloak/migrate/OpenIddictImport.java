package io.authscape.keycloak.migrate;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.ScopeSeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** OpenIddict's clients and scopes as a seed. */
public final class OpenIddictImport {

    /** All that OpenIddict has ever had ({@code Type} is the old {@code ClientType}), and what ABP adds for itself. */
    private static final Set<String> KNOWN_COLUMNS = Stream.of(
                    "Id ApplicationType ClientId ClientSecret ClientType Type ConcurrencyToken ConsentType",
                    "DisplayName DisplayNames JsonWebKeySet Permissions PostLogoutRedirectUris Properties",
                    "RedirectUris Requirements Settings Description Descriptions Name Resources",
                    "ExtraProperties ConcurrencyStamp ClientUri LogoUri FrontChannelLogoutUri IsDeleted",
                    "CreationTime CreatorId LastModificationTime LastModifierId DeleterId DeletionTime")
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .map(Row::key)
            .collect(Collectors.toSet());

    private OpenIddictImport() {}

    /** Maps all rows; what can't be mapped is in the report. */
    public static Migration of(String owner, String realm, OpenIddictTables tables) {
        List<Note> notes = new ArrayList<>(unknownColumns(tables.applications()));
        List<Draft<ScopeSeed>> scopes = List.of();
        if (tables.scopes() == null) {
            notes.add(new Note(
                    Note.Type.CHECK, "", "no scopes were given", "without their resources, tokens have no audience"));
        } else {
            notes.addAll(unknownColumns(tables.scopes()));
            scopes = drafts(tables.scopes(), OpenIddictScope::read);
        }
        List<Draft<ClientSeed>> clients = drafts(tables.applications(), OpenIddictApplication::read);
        return SeedDraft.finish(owner, realm, scopes, clients, notes);
    }

    private static <T> List<Draft<T>> drafts(Table table, BiFunction<Table, Row, Draft<T>> reader) {
        List<Draft<T>> drafts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Row row : table.rows()) {
            Draft<T> draft = reader.apply(table, row);
            if (draft.seed() != null && !names.add(draft.name())) {
                draft.notes().leftOut("", "another row has the same name, and was taken", "keep one of them");
                draft = Draft.failed(draft.name(), draft.notes());
            }
            drafts.add(draft);
        }
        return drafts;
    }

    private static List<Note> unknownColumns(Table table) {
        List<String> unknown = table.columns().stream()
                .filter(column -> !KNOWN_COLUMNS.contains(Row.key(column)))
                .toList();
        return unknown.isEmpty()
                ? List.of()
                : List.of(new Note(
                        Note.Type.LEFT_OUT,
                        table.name(),
                        "columns that are not OpenIddict's: " + Quoted.list(unknown),
                        ""));
    }
}
