package io.authscape.keycloak.seed;

import java.util.Locale;
import java.util.Optional;

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

    /** The permission that such a value stands for; empty if it has no name. */
    public static Optional<RolePermission> ofAttributeValue(String value) {
        int blank = value.indexOf(' ');
        return blank <= 0 || blank == value.length() - 1
                ? Optional.empty()
                : Optional.of(new RolePermission(value.substring(0, blank), value.substring(blank + 1)));
    }
}
