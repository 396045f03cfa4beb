package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSeedBuilder;
import io.authscape.keycloak.seed.ConsentType;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.Seed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirements, settings, consent, and what Keycloak has no place for. */
class DescriptorPlanTest {

    private static final String DESCRIPTOR = "authscape.descriptor";
    private static final String PKCE = "pkce.code.challenge.method";
    private static final String PAR = "require.pushed.authorization.requests";
    private static final String LIFESPAN = "access.token.lifespan";

    @Test
    void requirementsAreSwitchesAndAList() {
        ClientSeed seed = client().requirements(List.of("ft:par", "ft:pkce", "ft:x", "ft:par"))
                .build();
        assertThat(PlannedClient.created(seed).attributes())
                .containsEntry(PKCE, "S256")
                .containsEntry(PAR, "true")
                .containsEntry(
                        DESCRIPTOR, "{\"v\":1,\"descriptor\":{\"requirements\":[\"ft:par\",\"ft:pkce\",\"ft:x\"]}}");
        assertThat(PlannedClient.standing(seed).plan(seed).hasNothingToDo()).isTrue();
        assertThat(PlannedClient.standing(seed).plan(client().build()).hasNothingToDo())
                .isTrue();
    }

    @Test
    void emptiedRequirementsRequireNothing() {
        assertThat(PlannedClient.standing(client().requirements(List.of("ft:par", "ft:pkce"))
                                .build())
                        .change(client().requirements(List.of()).build())
                        .attributes())
                .containsExactly(
                        new Change<>(
                                DESCRIPTOR, "{\"v\":1,\"descriptor\":{\"requirements\":[\"ft:par\",\"ft:pkce\"]}}", ""),
                        new Change<>(PKCE, "S256", ""),
                        new Change<>(PAR, "true", "false"));
    }

    @Test
    void aProofKeyIsRequiredAsLongAsOneOfTheTwoWantsIt() {
        PlannedClient standing = PlannedClient.standing(client().requirements(List.of("ft:pkce"))
                .permissions(List.of("gt:authorization_code"))
                .build());
        assertThat(standing.change(client().requirements(List.of()).build()).attributes())
                .extracting(Change::key)
                .doesNotContain(PKCE);
        assertThat(standing.change(client().permissions(List.of()).build()).attributes())
                .extracting(Change::key)
                .doesNotContain(PKCE);
        assertThat(standing.change(client().requirements(List.of())
                                .permissions(List.of())
                                .build())
                        .attributes())
                .contains(new Change<>(PKCE, "S256", ""));
    }

    @Test
    void theAccessTokensLifetimeIsKeycloaksAndOthersAreKept() {
        ClientSeed seed = client().settings(Map.of("tkn_lft:act", "00:10:00", "tkn_lft:reft", "14.00:00:00"))
                .build();
        assertThat(PlannedClient.created(seed).attributes())
                .containsEntry(LIFESPAN, "600")
                .containsEntry(
                        DESCRIPTOR, "{\"v\":1,\"descriptor\":{\"settings\":{\"tkn_lft:reft\":\"14.00:00:00\"}}}");
        assertThat(PlannedClient.standing(seed).plan(client().build()).hasNothingToDo())
                .isTrue();
        assertThat(PlannedClient.standing(seed)
                        .change(client().settings(Map.of()).build())
                        .attributes())
                .contains(new Change<>(LIFESPAN, "600", ""))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "EXPLICIT, true, ",
        "SYSTEMATIC, true, systematic",
        "IMPLICIT, false, ",
        "EXTERNAL, false, external",
    })
    void consentIsASwitchAndWhatItDoesNotSayIsKept(ConsentType type, String required, String kept) {
        DesiredClient desired = PlannedClient.created(client().consentType(type).build());
        assertThat(desired.fields()).containsEntry(ClientField.CONSENT_REQUIRED, required);
        assertThat(desired.attributes().get(DESCRIPTOR))
                .isEqualTo(kept == null ? null : "{\"v\":1,\"descriptor\":{\"consentType\":\"" + kept + "\"}}");
    }

    @Test
    void membersOfTheDescriptorAreValuesOfTheirOwn() {
        PlannedClient standing = PlannedClient.standing(client().descriptor(Map.of(
                        "applicationType",
                        TextNode.valueOf("native"),
                        "displayNames",
                        JsonNodeFactory.instance.objectNode().put("de", "C")))
                .consentType(ConsentType.EXTERNAL)
                .build());

        ClientChange change =
                standing.change(client().descriptor(Map.of("displayNames", JsonNodeFactory.instance.objectNode()))
                        .requirements(List.of("ft:x"))
                        .consentType(ConsentType.IMPLICIT)
                        .build());

        assertThat(change.attributes())
                .extracting(Change::after)
                .containsExactly(
                        "{\"v\":1,\"descriptor\":{\"applicationType\":\"native\",\"requirements\":[\"ft:x\"]}}");
    }

    @Test
    void anUnreadableAttributeIsReplaced() {
        assertThat(PlannedClient.standing(client().build())
                        .with(DESCRIPTOR, "{")
                        .change(client().requirements(List.of("ft:x")).build())
                        .attributes())
                .containsExactly(
                        new Change<>(DESCRIPTOR, "{", "{\"v\":1,\"descriptor\":{\"requirements\":[\"ft:x\"]}}"));
    }

    @Test
    void theDescriptionIsKeycloaks() {
        PlannedClient standing =
                PlannedClient.standing(client().description("d").build());
        assertThat(standing.plan(client().build()).hasNothingToDo()).isTrue();
        assertThat(standing.change(client().description("").build()).fields())
                .containsExactly(new Change<>(ClientField.DESCRIPTION, "d", ""));
    }

    @Test
    void aScopeKeepsItsMembersToo() {
        ScopeSeed scope = scope("A");
        DesiredScope desired = ScopeMapping.desired(scope, "me", null);
        assertThat(desired.attributes())
                .containsEntry(DESCRIPTOR, "{\"v\":1,\"descriptor\":{\"displayNames\":{\"de\":\"A\"}}}");
        ScopeState standing = new ScopeState("a", desired.fields(), desired.attributes(), desired.mappers());
        assertThat(ScopeChange.between(standing, ScopeMapping.desired(scope, "me", standing))
                        .action())
                .isEqualTo(Action.NONE);
        assertThat(ScopeChange.between(
                                standing, ScopeMapping.desired(ScopeSeed.of("a", null, null, null), "me", standing))
                        .action())
                .isEqualTo(Action.NONE);
    }

    @Test
    void aScopesRoomIsLimited() {
        Seed seed = new Seed("me", "r", List.of(), List.of(scope("x".repeat(2048))), List.of());
        ScopeState mappers = new ScopeState("authscape", Map.of(), Map.of(), List.of());
        RealmState realm = RealmState.of(Map.of(), Map.of("authscape", mappers), Map.of());
        assertThat(Planner.plan(seed, realm, PlanOptions.NONE).refusals())
                .extracting(Refusal::toString)
                .containsExactly("scope 'a': 'displayNames', 'descriptions' and 'properties' together are longer than"
                        + " 2048 characters; shorten them");
    }

    private static ScopeSeed scope(String german) {
        return new ScopeSeed(
                "a",
                null,
                null,
                null,
                Map.of("displayNames", JsonNodeFactory.instance.objectNode().put("de", german)));
    }

    private static ClientSeedBuilder client() {
        return ClientSeed.named("c").secret(new Secret("s"));
    }
}
