package io.authscape.keycloak.secret;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * A client among those of all realms.
 *
 * @param client Keycloak's id of it; empty: all that the realm doesn't know
 */
record ClientKey(String realm, String client) {

    static ClientKey of(ClientModel client) {
        return new ClientKey(client.getRealm().getId(), client.getId());
    }

    static ClientKey ofUnknown(RealmModel realm) {
        return new ClientKey(realm.getId(), "");
    }
}
