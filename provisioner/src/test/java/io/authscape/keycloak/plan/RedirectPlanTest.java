package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSeedBuilder;
import io.authscape.keycloak.seed.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses to which a browser may return. */
class RedirectPlanTest {

    private static final String POST_LOGOUT = "post.logout.redirect.uris";

    @Test
    void addressesAreListedAndTheirOriginsMayAsk() {
        DesiredClient desired = PlannedClient.created(client().redirectUris(List.of("https://b/cb", "https://a/cb"))
                .postLogoutRedirectUris(List.of("https://b/out", "https://a/out", "https://b/out"))
                .build());

        assertThat(desired.fields())
                .containsEntry(ClientField.REDIRECT_URIS, "https://a/cb https://b/cb")
                .containsEntry(ClientField.WEB_ORIGINS, "+");
        assertThat(desired.attributes()).containsEntry(POST_LOGOUT, "https://b/out##https://a/out");
    }

    @Test
    void theirOrderIsNoChange() {
        PlannedClient standing = PlannedClient.standing(
                client().redirectUris(List.of("https://a/cb", "https://b/cb")).build());
        assertThat(standing.plan(client().redirectUris(List.of("https://b/cb", "https://a/cb"))
                                .build())
                        .hasNothingToDo())
                .isTrue();
    }

    @Test
    void undefinedIsUntouchedAndEmptyIsEmptied() {
        PlannedClient standing = PlannedClient.standing(client().redirectUris(List.of("https://a/cb"))
                .postLogoutRedirectUris(List.of("https://a/out"))
                .build());

        assertThat(standing.plan(client().build()).hasNothingToDo()).isTrue();
        ClientChange emptied = standing.change(client().redirectUris(List.of())
                .postLogoutRedirectUris(List.of())
                .build());
        assertThat(emptied.fields()).containsExactly(new Change<>(ClientField.REDIRECT_URIS, "https://a/cb", ""));
        assertThat(emptied.attributes()).containsExactly(new Change<>(POST_LOGOUT, "https://a/out", "-"));
    }

    @Test
    void originsThatAnAdminAddedStay() {
        ClientChange change = PlannedClient.standing(client().build())
                .with(ClientField.WEB_ORIGINS, "https://more")
                .change(client().redirectUris(List.of("https://a/cb")).build());
        assertThat(change.fields()).contains(new Change<>(ClientField.WEB_ORIGINS, "https://more", "+ https://more"));
    }

    @Test
    void withoutAddressesAfterSignOutThereAreNone() {
        assertThat(PlannedClient.created(
                                client().redirectUris(List.of("https://a/cb")).build())
                        .attributes())
                .containsEntry(POST_LOGOUT, "-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "https://a/out##+"})
    void theFallBackToTheRedirectUrisIsTakenAway(String standing) {
        assertThat(PlannedClient.standing(client().build())
                        .with(POST_LOGOUT, standing)
                        .change(client().build())
                        .attributes())
                .containsExactly(new Change<>(POST_LOGOUT, standing.isEmpty() ? null : standing, "-"));
    }

    private static ClientSeedBuilder client() {
        return ClientSeed.named("c").secret(new Secret("s"));
    }
}
