package io.authscape.keycloak.claims;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.authscape.keycloak.contract.AttributeNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.util.JsonSerialization;

/**
 * What AuthScape calls a user's roles and permissions: the realm roles that he has, directly or by a group or another
 * role, as far as they carry AuthScape's number. Never filtered by a client's scope: that rule is Keycloak's.
 *
 * @param roles by number
 * @param permissions of all these roles, each once, by id
 */
record UserRoles(List<Role> roles, List<Permission> permissions) {

    private static final Logger LOG = Logger.getLogger(UserRoles.class);

    private static final Pattern INT64 = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    private static final Pattern PERMISSION =
            Pattern.compile("([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}) +(\\S.*)");

    /** As AuthScape's {@code QueryRole} is written. */
    @JsonPropertyOrder({"Id", "Name"})
    record Role(
            @JsonProperty("Id") long id,
            @JsonProperty("Name") String name) {}

    /** As AuthScape's {@code Permission} is written. */
    @JsonPropertyOrder({"Id", "Name"})
    record Permission(
            @JsonProperty("Id") String id,
            @JsonProperty("Name") String name) {}

    static UserRoles of(UserModel user) {
        List<Numbered> numbered = RoleUtils.getDeepUserRoleMappings(user).stream()
                .filter(role -> !role.isClientRole())
                .flatMap(role -> number(role).map(id -> new Numbered(id, role)).stream())
                .sorted(Comparator.comparingLong(Numbered::id)
                        .thenComparing(entry -> entry.role().getName()))
                .toList();
        Map<String, Permission> permissions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        numbered.stream()
                .flatMap(entry -> permissions(entry.role()))
                .forEach(permission -> permissions.putIfAbsent(permission.id(), permission));
        return new UserRoles(
                numbered.stream()
                        .map(entry -> new Role(entry.id(), entry.role().getName()))
                        .toList(),
                List.copyOf(permissions.values()));
    }

    private record Numbered(long id, RoleModel role) {}

    List<String> names() {
        return roles.stream().map(Role::name).toList();
    }

    String rolesAsText() {
        return text(roles);
    }

    /** Empty: he has none, and AuthScape then leaves the claim out. */
    Optional<String> permissionsAsText() {
        return permissions.isEmpty() ? Optional.empty() : Optional.of(text(permissions));
    }

    private static Optional<Long> number(RoleModel role) {
        String text = role.getFirstAttribute(AttributeNames.ROLE_ID);
        if (text == null) {
            return Optional.empty();
        }
        if (INT64.matcher(text).matches()) {
            try {
                return Optional.of(Long.valueOf(text));
            } catch (NumberFormatException beyondInt64) {
                // told below
            }
        }
        LOG.warnf("attribute %s of role '%s' is no Int64: ignored", AttributeNames.ROLE_ID, role.getName());
        return Optional.empty();
    }

    private static Stream<Permission> permissions(RoleModel role) {
        return role.getAttributeStream(AttributeNames.ROLE_PERMISSIONS).flatMap(value -> permission(role, value));
    }

    private static Stream<Permission> permission(RoleModel role, String value) {
        var matcher = PERMISSION.matcher(value);
        if (!matcher.matches()) {
            LOG.warnf(
                    "a value of attribute %s of role '%s' is not '<guid> <name>': ignored",
                    AttributeNames.ROLE_PERMISSIONS, role.getName());
            return Stream.empty();
        }
        return Stream.of(new Permission(matcher.group(1), matcher.group(2)));
    }

    private static String text(List<?> values) {
        try {
            return JsonSerialization.writeValueAsString(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
