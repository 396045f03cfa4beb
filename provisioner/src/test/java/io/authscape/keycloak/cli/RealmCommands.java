package io.authscape.keycloak.cli;

import io.authscape.keycloak.testkit.TestRealm;
import java.util.HashMap;
import java.util.Map;

/** Runs the command line's commands against one realm, as an admin of {@code master} or as somebody else. */
record RealmCommands(TestRealm realm, Map<String, String> account) {

    private static final Map<String, String> ADMIN =
            Map.of("AUTHSCAPE_USERNAME", "admin", "AUTHSCAPE_PASSWORD", "admin");

    static RealmCommands of(TestRealm realm) {
        return new RealmCommands(realm, ADMIN);
    }

    /** The same for another account. */
    RealmCommands as(Map<String, String> env) {
        return new RealmCommands(realm, env);
    }

    Invocation run(String... args) {
        return runWith("", args);
    }

    /** Runs a command that reads stdin. */
    Invocation runWith(String stdin, String... args) {
        return runWith(Map.of(), stdin, args);
    }

    Invocation runWith(Map<String, String> more, String stdin, String... args) {
        Map<String, String> env = new HashMap<>(account);
        env.put("AUTHSCAPE_SERVER", realm.server().url());
        env.put("AUTHSCAPE_REALM", realm.name());
        env.putAll(more);
        return Invocation.of(env, stdin, args);
    }
}
