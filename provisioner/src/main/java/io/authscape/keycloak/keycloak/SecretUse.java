package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.contract.SecretMembers;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ForbiddenException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.EventRepresentation;

/** When clients' secrets were last used, as far as the realm's events tell: our jar writes into each which one it was. */
public final class SecretUse {

    /** Enough to see who is in use, and read at once. */
    private static final int LATEST = 1000;

    /**
     * Each at whose door a client shows its secret, as Keycloak's {@code EventType} names them. A realm whose saved types
     * nobody chose keeps no refreshes, introspections and pushed requests.
     */
    private static final List<String> TYPES = List.of(
            "CLIENT_LOGIN",
            "CODE_TO_TOKEN",
            "REFRESH_TOKEN",
            "TOKEN_EXCHANGE",
            "OAUTH2_DEVICE_CODE_TO_TOKEN",
            "AUTHREQID_TO_TOKEN",
            "INTROSPECT_TOKEN",
            "REVOKE_GRANT",
            "PUSHED_AUTHORIZATION_REQUEST");

    private final RealmResource realm;
    private final String name;

    SecretUse(RealmResource realm, String name) {
        this.realm = realm;
        this.name = name;
    }

    /**
     * When each secret was last shown, of the latest events.
     *
     * @param clientId {@code null}: of all clients
     * @return by the client's id and the secret's; empty if the realm keeps no such events or the account may not see them
     */
    public Optional<Map<String, Map<String, Instant>>> latest(String clientId) {
        return Calls.get("read the events of realm " + Quoted.of(name), () -> {
            try {
                if (!realm.getRealmEventsConfig().isEventsEnabled()) {
                    return Optional.empty();
                }
                return Optional.of(latest(realm.getEvents(TYPES, clientId, null, null, null, null, 0, LATEST)));
            } catch (ForbiddenException e) {
                return Optional.empty();
            }
        });
    }

    private static Map<String, Map<String, Instant>> latest(List<EventRepresentation> events) {
        Map<String, Map<String, Instant>> latest = new HashMap<>();
        for (EventRepresentation event : events) {
            String id = event.getDetails() == null ? null : event.getDetails().get(SecretMembers.EVENT_DETAIL);
            if (id != null && event.getClientId() != null) {
                latest.computeIfAbsent(event.getClientId(), client -> new HashMap<>())
                        .merge(id, Instant.ofEpochMilli(event.getTime()), (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        return latest;
    }
}
