package io.authscape.keycloak.seed;

import java.util.Locale;

/**
 * One of AuthScape's permissions, which it gives to roles.
 *
 * @param id a GUID, in lower case
 * @param name for example {@code CanEdit}
 */
public record RolePermission(String id, String name) {

    public RolePermission {
        id = id.toLowerCase(Locale.ROOT);
    }

    /** How a Keycloak role keeps it: the id, a blank, the name. */
    public String attributeValue() {
        return id + " " + name;
    }
}
