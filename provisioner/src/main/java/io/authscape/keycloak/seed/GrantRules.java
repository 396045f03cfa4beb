package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import io.authscape.keycloak.contract.Permissions;
import java.util.List;
import java.util.Set;

/** Warns of a client that may do more than one client should. */
final class GrantRules {

    /** Below this many, all of them is not many. */
    private static final int MANY_SCOPES = 5;

    private static final String PASSWORD = "gt:password";
    private static final String IMPLICIT = "gt:implicit";
    private static final List<String> FOR_USERS = List.of(
            Permissions.AUTHORIZATION_CODE_GRANT,
            PASSWORD,
            IMPLICIT,
            "gt:urn:ietf:params:oauth:grant-type:device_code");

    private GrantRules() {}

    /**
     * @param scopes all that the seed files of the run define
     */
    static void check(ClientSeed client, Set<String> scopes, JsonPointer list, ProblemList problems) {
        List<String> permissions = client.permissions();
        warn(
                permissions.indexOf(PASSWORD),
                list,
                problems,
                "with 'gt:password' the client sees its users' passwords, and no second factor is asked for",
                "let users sign in with 'gt:authorization_code'");
        warn(
                permissions.indexOf(IMPLICIT),
                list,
                problems,
                "with 'gt:implicit' tokens travel in addresses, which browsers and servers write down",
                "use 'gt:authorization_code', which is as good for a page without a server");
        FOR_USERS.stream()
                .filter(client::may)
                .findFirst()
                .ifPresent(grant -> warn(
                        permissions.indexOf(Permissions.CLIENT_CREDENTIALS_GRANT),
                        list,
                        problems,
                        "the client signs users in ('" + grant + "') and acts for itself, so its secret is worth both",
                        "make two clients of it"));
        boolean hasAll = scopes.stream().allMatch(scope -> client.may(Permissions.SCOPE_PREFIX + scope));
        if (hasAll && scopes.size() >= MANY_SCOPES) {
            problems.warning(
                    list,
                    "the client may ask for each of the " + scopes.size() + " scopes that are defined",
                    "leave out those that it doesn't need");
        }
    }

    private static void warn(int index, JsonPointer list, ProblemList problems, String what, String remedy) {
        if (index >= 0) {
            problems.warning(list.appendIndex(index), what, remedy);
        }
    }
}
