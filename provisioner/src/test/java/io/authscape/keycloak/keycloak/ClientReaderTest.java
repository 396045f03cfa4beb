package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.plan.RealmQuery;
import io.authscape.keycloak.plan.RealmState.Coverage;
import jakarta.ws.rs.BadRequestException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.ClientsResource;
import org.keycloak.representations.idm.ClientRepresentation;

/** How much is read of a realm: it must hang on the seed, not on the realm. */
class ClientReaderTest {

    private final List<ClientRepresentation> realm = new ArrayList<>();
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger single = new AtomicInteger();
    private final List<String> searches = new ArrayList<>();
    private boolean searchable = true;
    private boolean ignoring;

    @Test
    void aRealmThatIsNotMuchLargerThanTheSeedIsReadWholeInPages() {
        add(1_000, "s", "me");
        add(10, "f", null);

        ClientReader reader = read(ids(1_000, "s"), false);

        assertThat(reader.found()).hasSize(1_010);
        assertThat(reader.coverage()).isEqualTo(Coverage.WHOLE);
        assertThat(pages.get()).isBetween(21, 25);
        assertThat(single).hasValue(0);
    }

    @Test
    void newClientsAreKnownToBeMissingWithoutAskingForEach() {
        add(10, "f", null);
        ClientReader reader = read(ids(1_000, "s"), false);
        assertThat(reader.found()).hasSize(10);
        assertThat(single).hasValue(0);
    }

    @Test
    void aSmallSeedInALargeRealmReadsItsOwn() {
        add(10_000, "f", "them");
        add(10, "s", "me");

        ClientReader reader = read(ids(10, "s"), false);

        assertThat(reader.found()).containsKeys(ids(10, "s").toArray(String[]::new));
        assertThat(reader.coverage()).isEqualTo(Coverage.OWNED);
        assertThat(pages.get()).isLessThanOrEqualTo(6);
        assertThat(single).hasValue(0);
    }

    @Test
    void whereTheServerDoesNotSearchTheSeedsClientsAreAskedForOneByOne() {
        searchable = false;
        add(10_000, "f", "them");
        add(10, "s", "me");

        ClientReader reader = read(ids(10, "s"), false);

        assertThat(reader.found()).containsKeys(ids(10, "s").toArray(String[]::new));
        assertThat(reader.coverage()).isEqualTo(Coverage.NAMED);
        assertThat(single).hasValue(10);
        assertThat(reader.notes()).isEmpty();
    }

    @Test
    void aSearchThatShowsEverybodysClientsIsNone() {
        ignoring = true;
        add(10_000, "f", "them");
        add(10, "s", "me");

        ClientReader reader = read(ids(10, "s"), false);

        assertThat(reader.coverage()).isEqualTo(Coverage.NAMED);
        assertThat(pages.get()).isLessThanOrEqualTo(6);
        assertThat(single).hasValue(10);
    }

    @Test
    void onlyPruningReadsAllThere() {
        searchable = false;
        add(300, "f", "them");
        add(1, "left", "me");

        ClientReader reader = read(ids(10, "s"), true);

        assertThat(reader.found()).hasSize(301);
        assertThat(reader.notes()).singleElement().asString().contains("all 301 clients were read");
    }

    @Test
    void anOwnerIsQuotedForTheSearch() {
        add(100, "f", null);
        new ClientReader(this::page, clients())
                .read(new RealmQuery(false, Set.of(), ids(10, "s"), Set.of("team \"a\": 1"), false, Set.of()));
        assertThat(searches).containsExactly("\"authscape.managed-by\":\"team \\\"a\\\": 1\"");
    }

    @Test
    void anOwnerWithABackslashIsFoundByReadingAll() {
        add(300, "f", "them");
        add(1, "left", "a\\b");
        ClientReader reader = new ClientReader(this::page, clients());
        reader.read(new RealmQuery(false, Set.of(), ids(10, "s"), Set.of("a\\b"), true, Set.of()));
        reader.readAllOwned();

        assertThat(searches).isEmpty();
        assertThat(reader.found()).containsKey("left0");
        assertThat(reader.coverage()).isEqualTo(Coverage.WHOLE);
        assertThat(reader.notes())
                .containsExactly(
                        "Keycloak doesn't search for an owner with a backslash, 'a\\b', so all 301 clients were"
                                + " read");
    }

    private ClientReader read(List<String> named, boolean leftovers) {
        ClientReader reader = new ClientReader(this::page, clients());
        RealmQuery query = new RealmQuery(false, Set.of(), named, Set.of("me"), leftovers, Set.of());
        reader.read(query);
        if (leftovers) {
            reader.readAllOwned();
        }
        return reader;
    }

    private List<ClientRepresentation> page(String search, int first, int max) {
        pages.incrementAndGet();
        List<ClientRepresentation> all = realm;
        if (search != null && !ignoring) {
            if (!searchable) {
                throw new BadRequestException();
            }
            searches.add(search);
            all = realm.stream()
                    .filter(client -> search.equals("\"authscape.managed-by\":\""
                            + client.getAttributes().get("authscape.managed-by") + "\""))
                    .toList();
        }
        return all.stream().skip(first).limit(max).toList();
    }

    private ClientsResource clients() {
        return (ClientsResource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ClientsResource.class}, (proxy, method, args) -> {
                    assertThat(method.getName()).isEqualTo("findByClientId");
                    single.incrementAndGet();
                    return realm.stream()
                            .filter(client -> client.getClientId().equals(args[0]))
                            .toList();
                });
    }

    private void add(int count, String prefix, String owner) {
        ids(count, prefix).forEach(id -> {
            ClientRepresentation client = new ClientRepresentation();
            client.setClientId(id);
            client.setAttributes(owner == null ? Map.of() : Map.of("authscape.managed-by", owner));
            realm.add(client);
        });
    }

    private static List<String> ids(int count, String prefix) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
