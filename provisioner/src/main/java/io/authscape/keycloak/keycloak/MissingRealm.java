package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Shell;

/** What a 404 means for what every realm has: there is no such realm. */
final class MissingRealm {

    private MissingRealm() {}

    static KeycloakFailure of(String name) {
        return new KeycloakFailure(
                Kind.NO_REALM,
                "the realm " + Quoted.of(name) + " doesn't exist; 'authscape setup --realm " + Shell.word(name)
                        + " --create-realm' makes it");
    }
}
