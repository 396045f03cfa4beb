package io.authscape.keycloak.connect;

import io.authscape.keycloak.permission.EndpointEvent;
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

    /** Raises the login error of a request that never came to Keycloak's endpoint. */
    void refused(EventType type, String clientId, WireRefusal refusal) {
        event(type);
        if (!clientId.isEmpty()) {
            client(clientId);
        }
        detail(Details.REASON, refusal.description());
        super.error(refusal.error());
    }
}
