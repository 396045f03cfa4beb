package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rules of roles: numbers and permissions mean the same thing in all files of a run. */
final class RoleRules {

    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    /** What Keycloak has room for in a role's attribute. */
    private static final int LONGEST = 255;

    private final Map<Long, JsonPlace> numbers = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private ProblemList problems;

    /** Checks the roles of one more file. */
    void check(SeedFile file) {
        problems = file.problems();
        List<RoleSeed> roles = file.seed().roles();
        for (int i = 0; i < roles.size(); i++) {
            JsonPointer at = JsonPointer.valueOf("/roles").appendIndex(i);
            number(roles.get(i), at, file.placeOf(at));
            if (roles.get(i).permissions() != null) {
                permissions(roles.get(i).permissions(), at.appendProperty("permissions"));
            }
        }
    }

    private void number(RoleSeed role, JsonPointer at, JsonPlace place) {
        JsonPlace before = role.id() == null ? null : numbers.putIfAbsent(role.id(), place);
        if (before != null) {
            problems.error(
                    at.appendProperty("id"),
                    "the role at " + before.seenFrom(place) + " has the number " + role.id() + " already",
                    "give each role a number of its own");
        }
    }

    private void permissions(List<RolePermission> permissions, JsonPointer list) {
        problems.warnOfRepeated(
                list, permissions.stream().map(RolePermission::attributeValue).toList());
        for (int i = 0; i < permissions.size(); i++) {
            RolePermission permission = permissions.get(i);
            if (!permission.id().isEmpty() && !permission.name().isEmpty()) {
                permission(permission, list.appendIndex(i));
            }
        }
    }

    private void permission(RolePermission permission, JsonPointer at) {
        if (!GUID.matcher(permission.id()).matches()) {
            problems.error(
                    at.appendProperty("id"),
                    Quoted.of(permission.id()) + " is not a GUID",
                    "write it as 01234567-89ab-cdef-0123-456789abcdef");
            return;
        }
        String before = names.putIfAbsent(permission.id(), permission.name());
        if (before != null && !before.equals(permission.name())) {
            problems.error(
                    at.appendProperty("name"),
                    "the permission " + permission.id() + " is called " + Quoted.of(before) + " elsewhere",
                    "give it one name");
        }
        if (permission.attributeValue().length() > LONGEST) {
            problems.error(
                    at.appendProperty("name"),
                    "id and name together are longer than " + LONGEST
                            + " characters, and Keycloak has room for no more",
                    "shorten the name");
        }
    }
}
