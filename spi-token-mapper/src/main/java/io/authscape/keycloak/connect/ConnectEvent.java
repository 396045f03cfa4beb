package io.authscape.keycloak.connect;

import io.authscape.keycloak.event.EndpointEvent;
import io.authscape.keycloak.permission.MissingPermission;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The event of a request at one of AuthScape's endpoints: Keycloak's own, and it says which permission was missing. */
final class ConnectEvent extends EventBuilder {

    private static final int LONGEST_CLIENT_ID = 255;

    private Supplier<Optional<MissingPermission>> missing = Optional::empty;

    ConnectEvent(KeycloakSession session, RealmModel realm) {
        super(realm, session, session.getContext().getConnection());
        EndpointEvent.keep(session, this);
    }

    /** Asked when Keycloak refuses: it may do so before any client policy is heard. */
    void explainWith(Supplier<Optional<MissingPermission>> question) {
        missing = question;
    }

    @Override
    public void error(String error) {
        missing.get().ifPresent(lack -> detail(MissingPermission.EVENT_DETAIL, lack.permission()));
        super.error(error);
    }

    /** Raises the error of a request that Keycloak's endpoint hasn't refused itself. */
    void refused(EventType type, String clientId, WireRefusal refusal) {
        if (getEvent().getError() != null) {
            return;
        }
        event(type);
        if (isClientId(clientId)) {
            client(clientId);
        }
        detail(Details.REASON, refusal.description());
        detail(MissingPermission.EVENT_DETAIL, refusal.permission());
        super.error(refusal.error());
    }

    /** Databases take no NUL, and nothing longer. */
    private static boolean isClientId(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_CLIENT_ID
                && text.chars().noneMatch(Character::isISOControl);
    }
}
