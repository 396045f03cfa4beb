package io.authscape.keycloak.secret;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * A client among those of all realms.
 *
 * @param realm Keycloak's id of it; empty: of a client that isn't there
 * @param client Keycloak's id of it; of one that isn't there, its share
 */
record ClientKey(String realm, String client) {

    /**
     * How many clients all those that aren't there count as, at the gate. One would tell them from those that are, by how
     * many are turned away. As many as come would let anybody who invents names take every place, and each turn; as it is,
     * they have more waiting than a client that is there, and make room for it ({@link HashingQueue#join}).
     */
    static final int UNKNOWN = 8;

    static ClientKey of(ClientModel client) {
        return new ClientKey(client.getRealm().getId(), client.getId());
    }

    /** The same for the same client; for which others, nobody can tell outside of this process. */
    static ClientKey ofUnknown(RealmModel realm, String clientId) {
        int tag = SecretTag.of(realm.getId() + ' ' + clientId).hashCode();
        return new ClientKey("", Integer.toString(Math.floorMod(tag, UNKNOWN)));
    }
}
