package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSeedBuilder;
import io.authscape.keycloak.seed.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of whom a client's tokens speak, and what they say. */
class SubjectPlanTest {

    private static final String CLAIMS = "authscape.claims";
    private static final String ACTS_AS = "authscape.acts-as";
    private static final String SUBJECT = "authscape.subject";
    private static final PlanOptions MAY_ACT = PlanOptions.permitting(PlanOptions.Permit.ACTS_AS);
    private static final String WHO = "client 'c': it would act as a user with the attribute 'authscape.user.id' = 7, ";

    @Test
    void claimsAreOneLineInTheFilesOrder() {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("usersRoles", "[\"Admin\"]");
        claims.put("companyId", "1");
        ClientSeed seed = client().claims(claims).build();

        assertThat(PlannedClient.created(seed).attributes())
                .containsEntry(CLAIMS, "{\"v\":1,\"claims\":{\"usersRoles\":\"[\\\"Admin\\\"]\",\"companyId\":\"1\"}}");
        assertThat(PlannedClient.standing(seed).plan(seed).hasNothingToDo()).isTrue();
        assertThat(PlannedClient.standing(seed).plan(client().build()).hasNothingToDo())
                .isTrue();
        assertThat(PlannedClient.standing(seed)
                        .change(client().claims(Map.of()).build())
                        .attributes())
                .extracting(Change::key, Change::after)
                .containsExactly(tuple(CLAIMS, ""));
    }

    @Test
    void theSubjectGoesWithItsMember() {
        ClientSeed seed = client().keepsKeycloakSubject(true).build();
        assertThat(PlannedClient.created(seed).attributes()).containsEntry(SUBJECT, "keycloak");
        assertThat(PlannedClient.standing(seed).plan(seed).hasNothingToDo()).isTrue();
        assertThat(PlannedClient.standing(seed).change(client().build()).attributes())
                .containsExactly(new Change<>(SUBJECT, "keycloak", ""));
    }

    @Test
    void aClientActsAsTheOneEnabledUserWithTheNumber() {
        ClientSeed seed = client().actsAs(7L).build();
        PlannedClient planned = PlannedClient.isNew().with(MAY_ACT).withUsers(7, new UserState("kim", true));
        assertThat(planned.refusals(seed)).isEmpty();
        assertThat(planned.change(seed).desired().attributes()).containsEntry(ACTS_AS, "7");
    }

    @Test
    void actingAsAUserIsForgottenWithItsMember() {
        assertThat(PlannedClient.standing(client().actsAs(7L).build())
                        .change(client().build())
                        .attributes())
                .containsExactly(new Change<>(ACTS_AS, "7", ""));
    }

    @Test
    void actingAsAUserNeedsToBeAllowed() {
        assertThat(PlannedClient.isNew()
                        .withUsers(7, new UserState("kim", true))
                        .refusals(client().actsAs(7L).build()))
                .containsExactly("client 'c': it would act as user 7; remove 'actsAs', or give --allow-acts-as");
    }

    @Test
    void aUserWhoIsNotThereOrNotUniqueOrDisabledIsRefused() {
        ClientSeed seed = client().actsAs(7L).build();
        PlannedClient planned = PlannedClient.isNew().with(MAY_ACT);
        assertThat(planned.withUsers(8, new UserState("kim", true)).refusals(seed))
                .containsExactly(WHO + "and nobody has it; correct 'actsAs'");
        assertThat(planned.withUsers(7, new UserState("kim", true), new UserState("lee", true))
                        .refusals(seed))
                .containsExactly(WHO + "and several have it; correct them");
        assertThat(planned.withUsers(7, new UserState("kim", false)).refusals(seed))
                .containsExactly(WHO + "who is disabled; correct 'actsAs'");
    }

    private static ClientSeedBuilder client() {
        return ClientSeed.named("c").secret(new Secret("s"));
    }
}
