package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.RealmEventsConfigRepresentation;

class SecretUseTest {

    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CLIENT_LOGIN",
                "CODE_TO_TOKEN",
                "REFRESH_TOKEN",
                "TOKEN_EXCHANGE",
                "OAUTH2_DEVICE_CODE_TO_TOKEN",
                "AUTHREQID_TO_TOKEN",
                "INTROSPECT_TOKEN",
                "REVOKE_GRANT",
                "PUSHED_AUTHORIZATION_REQUEST"
            })
    void everyDoorAtWhichASecretIsShownCounts(String type) {
        assertThat(use(event(type, "a", NOW)).latest("c")).contains(Map.of("c", Map.of("a", NOW)));
    }

    @Test
    void theLatestCountsOfEachSecretWhicheverDoorItWas() {
        SecretUse use = use(
                event("REFRESH_TOKEN", "a", NOW),
                event("CLIENT_LOGIN", "a", NOW.minusSeconds(60)),
                event("CLIENT_LOGIN", "b", NOW.minusSeconds(90)),
                event("LOGIN", "b", NOW),
                event("CODE_TO_TOKEN", null, NOW));

        assertThat(use.latest(null)).contains(Map.of("c", Map.of("a", NOW, "b", NOW.minusSeconds(90))));
    }

    /** A realm that has these events, and answers as Keycloak does: those of the types that are asked for. */
    private static SecretUse use(EventRepresentation... events) {
        RealmEventsConfigRepresentation config = new RealmEventsConfigRepresentation();
        config.setEventsEnabled(true);
        RealmResource realm = (RealmResource) Proxy.newProxyInstance(
                SecretUseTest.class.getClassLoader(), new Class<?>[] {RealmResource.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getRealmEventsConfig")) {
                        return config;
                    }
                    Collection<?> types = (Collection<?>) args[0];
                    return List.of(events).stream()
                            .filter(event -> types.contains(event.getType()))
                            .toList();
                });
        return new SecretUse(realm, "r");
    }

    private static EventRepresentation event(String type, String secret, Instant time) {
        EventRepresentation event = new EventRepresentation();
        event.setType(type);
        event.setClientId("c");
        event.setTime(time.toEpochMilli());
        event.setDetails(secret == null ? Map.of() : Map.of("client_secret_id", secret));
        return event;
    }
}
