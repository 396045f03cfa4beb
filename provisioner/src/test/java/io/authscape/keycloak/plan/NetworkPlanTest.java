package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretStorage;
import io.authscape.keycloak.seed.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of {@code allowedNetworks}, and where a seed with some is not carried out. */
class NetworkPlanTest {

    private static final String LIST = "{\"v\":1,\"networks\":[\"10.0.0.0/8\",\"192.0.2.7\"]}";

    private final ClientSeed limited = client("10.0.0.0/8", "192.0.2.7");

    @Test
    void aListIsWrittenAsTheJarReadsIt() {
        assertThat(PlannedClient.created(limited).attributes()).containsEntry(AttributeNames.NETWORKS, LIST);
        assertThat(PlannedClient.created(client()).attributes()).doesNotContainKey(AttributeNames.NETWORKS);
        assertThat(PlannedClient.created(silent()).attributes()).doesNotContainKey(AttributeNames.NETWORKS);
    }

    @Test
    void theSameIsNothingToDo() {
        assertThat(PlannedClient.standing(limited).change(limited).action()).isEqualTo(Action.NONE);
    }

    @Test
    void undefinedIsUntouchedAndEmptyIsEmptied() {
        assertThat(PlannedClient.standing(limited).change(silent()).action()).isEqualTo(Action.NONE);
        assertThat(PlannedClient.standing(limited).change(client()).attributes())
                .containsExactly(new Change<>(AttributeNames.NETWORKS, LIST, ""));
        assertThat(PlannedClient.standing(silent()).change(client()).action()).isEqualTo(Action.NONE);
    }

    @Test
    void whatComesAndGoesIsShown() {
        assertThat(PlannedClient.standing(limited)
                        .change(client("192.0.2.7", "2001:db8::/32"))
                        .differences())
                .containsExactly(new Difference.Items(
                        "allowedNetworks", List.of("2001:db8::/32"), List.of("10.0.0.0/8"), List.of()));
        assertThat(PlannedClient.standing(limited).change(client()).differences())
                .containsExactly(new Difference.Items(
                        "allowedNetworks", List.of(), List.of("10.0.0.0/8", "192.0.2.7"), List.of()));
        assertThat(PlannedClient.standing(silent()).change(limited).differences())
                .containsExactly(new Difference.Items(
                        "allowedNetworks", List.of("10.0.0.0/8", "192.0.2.7"), List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/8", "{\"v\":1,\"networks\":[]}", "{\"v\":2,\"networks\":[\"10.0.0.0/8\"]}", LIST + "{}"
            })
    void aListThatCannotBeReadIsWrittenAnew(String text) {
        PlannedClient standing = PlannedClient.standing(limited).with(AttributeNames.NETWORKS, text);

        assertThat(standing.change(limited).attributes())
                .containsExactly(new Change<>(AttributeNames.NETWORKS, text, LIST));
        assertThat(standing.change(client()).differences())
                .containsExactly(new Difference.Value("allowedNetworks", "(none)", "(not limited)"));
    }

    /** A limit that nobody looks at is none, and nobody would notice. */
    @Test
    void whereNobodyLooksAtNetworksNothingIsDone() {
        RealmState open = realm().with(NetworkLimits.NOT_ENFORCED);

        assertThat(refusals(open, limited, silent(), client("10.0.0.0/8")))
                .containsExactly("realm 'r': its client policies lack AuthScape's executor 'authscape-networks', so"
                        + " nobody would keep client 'c0' and 1 more to 'allowedNetworks'; run 'authscape setup'");
        assertThat(refusals(open, silent(), client())).isEmpty();
        assertThat(refusals(realm(), limited)).isEmpty();
    }

    @Test
    void networksFromBeforeCountToo() {
        ClientState standing = new ClientState(
                "c0",
                Map.of(),
                Map.of("authscape.managed-by", "me", AttributeNames.NETWORKS, LIST),
                null,
                Set.of(),
                Set.of());
        RealmState open = RealmState.of(Map.of(), realm().scopes(), Map.of("c0", standing))
                .with(NetworkLimits.NOT_ENFORCED);

        assertThat(refusals(open, silent())).singleElement().asString().contains("keep client 'c0' to");
        assertThat(refusals(open, client())).as("they go").isEmpty();
    }

    @Test
    void withoutTheJarNobodyLooksAtAll() {
        ClientSeed plain = ClientSeed.named("c")
                .secret(new Secret("hunter2hunter2"))
                .secretStorage(SecretStorage.PLAIN)
                .allowedNetworks(List.of("10.0.0.0/8"))
                .build();

        assertThat(refusals(realm().withoutJar(), plain))
                .containsExactly(
                        "realm 'r': the server lacks AuthScape's provider jar, so nobody would keep client 'c0'"
                                + " to 'allowedNetworks'; copy authscape-keycloak-spi.jar to its folder 'providers', or write"
                                + " \"allowedNetworks\": [] in the seed");
    }

    /** The seed says nothing of them: out of it nobody can take them. */
    @Test
    void withoutTheJarNetworksFromBeforeCanBeEmptied() {
        ClientSeed plain = ClientSeed.named("c")
                .secret(new Secret("hunter2hunter2"))
                .secretStorage(SecretStorage.PLAIN)
                .build();
        ClientState standing = new ClientState(
                "c0",
                Map.of(),
                Map.of("authscape.managed-by", "me", AttributeNames.NETWORKS, LIST),
                null,
                Set.of(),
                Set.of());
        RealmState bare = RealmState.of(Map.of(), realm().scopes(), Map.of("c0", standing))
                .withoutJar();

        assertThat(refusals(bare, plain))
                .singleElement()
                .asString()
                .contains("keep client 'c0' to 'allowedNetworks'")
                .endsWith("or write \"allowedNetworks\": [] in the seed");
        assertThat(refusals(
                        bare,
                        ClientSeed.named("c")
                                .secret(new Secret("hunter2hunter2"))
                                .secretStorage(SecretStorage.PLAIN)
                                .allowedNetworks(List.of())
                                .build()))
                .as("as advised")
                .isEmpty();
    }

    @Test
    void whoMayNotLookIsTold() {
        RealmState unknown = realm().with(NetworkLimits.NOT_SHOWN);

        assertThat(plan(unknown, limited).refusals()).isEmpty();
        assertThat(plan(unknown, limited).notes())
                .containsExactly(
                        "whether the realm keeps clients to their networks couldn't be seen: to read its client"
                                + " policies needs 'view-realm'");
        assertThat(plan(unknown, silent()).notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/8",
                "{\"v\":1,\"networks\":[]}",
                "{\"v\":1,\"networks\":{\"a\":\"10.0.0.0/8\"}}",
                "{\"v\":1,\"networks\":[\"10.0.0.0/8\",\"10.0.0.1/8\"]}"
            })
    void anExportTellsOfNetworksThatNobodyCanRead(String text) {
        ClientState client = PlannedRealm.state(PlannedClient.isNew().change(limited));
        Map<String, String> attributes = new HashMap<>(client.attributes());
        attributes.put(AttributeNames.NETWORKS, text);
        RealmState state = RealmState.of(
                Map.of(),
                realm().scopes(),
                Map.of(
                        "c",
                        new ClientState(
                                "c",
                                client.fields(),
                                attributes,
                                client.secret(),
                                client.defaultScopes(),
                                client.optionalScopes())));
        Seed exported = Export.ofOwner("r", "me", state);

        assertThat(exported.clients().get(0).allowedNetworks()).isNull();
        assertThat(ExportCheck.differences(exported, state))
                .containsExactly("client 'c': its networks can't be read, so that it gets no tokens, which no seed can"
                        + " say; in another realm it would get them anywhere");
    }

    private static RealmState realm() {
        return RealmState.of(
                Map.of(), Map.of("authscape", new ScopeState("authscape", Map.of(), Map.of(), List.of())), Map.of());
    }

    private static List<String> refusals(RealmState state, ClientSeed... clients) {
        return plan(state, clients).refusals().stream().map(Refusal::toString).toList();
    }

    private static Plan plan(RealmState state, ClientSeed... clients) {
        List<ClientSeed> numbered = new ArrayList<>();
        for (ClientSeed client : clients) {
            numbered.add(ClientSeed.named("c" + numbered.size())
                    .secrets(client.secrets())
                    .secretStorage(client.secretStorage())
                    .allowedNetworks(client.allowedNetworks())
                    .build());
        }
        return Planner.plan(new Seed("me", "r", List.of(), List.of(), numbered), state, PlanOptions.NONE);
    }

    /** Limited to these; to none: emptied. */
    private static ClientSeed client(String... networks) {
        return ClientSeed.named("c")
                .secret(new Secret("hunter2hunter2"))
                .allowedNetworks(List.of(networks))
                .build();
    }

    private static ClientSeed silent() {
        return ClientSeed.named("c").secret(new Secret("hunter2hunter2")).build();
    }
}
