package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.seed.Shell;
import java.util.Locale;

/**
 * Says what to type.
 *
 * @param seed how the command line names the seed: {@code -f SEED} where nobody said which one it is
 */
record Remedy(RealmFacts facts, String seed) {

    String setup() {
        return "authscape setup --realm " + Shell.word(facts.realm());
    }

    String apply() {
        return "authscape apply " + seed + " --realm " + Shell.word(facts.realm());
    }

    /** A line of the seed, and the command. */
    String inTheSeed(String change) {
        return change + " in the seed, then: " + apply();
    }

    String rotate(ExaminedClient client) {
        return "authscape rotate " + Shell.word(client.id()) + " " + seed + " --realm " + Shell.word(facts.realm());
    }

    /** Where people write a new secret, and the command. */
    String replaced() {
        return "put a new secret where the seed refers to, then: " + apply();
    }

    /** One secret, even if no other one is left. */
    String revoke(ExaminedClient client, String secretId) {
        boolean last = client.secrets().alive(facts.at()).allMatch(secret -> secret.id()
                .equals(secretId));
        return revokeOlder(client, secretId) + (last ? " --last" : "");
    }

    /** One secret that another one has taken the place of by then. */
    String revokeOlder(ExaminedClient client, String secretId) {
        return "authscape secrets revoke " + Shell.word(client.id()) + " " + Shell.word(secretId) + " --realm "
                + Shell.word(facts.realm());
    }

    /** Takes a client that no seed has into one. */
    String adopt(ExaminedClient client) {
        return export(client) + ", then: authscape apply -f SEED --adopt";
    }

    /** The same, with a change before it takes effect: {@code give it … in SEED}. */
    String adopt(ExaminedClient client, String change) {
        return export(client) + ", then " + change + ", then: authscape apply -f SEED --adopt";
    }

    private String export(ExaminedClient client) {
        return "authscape export --client " + Shell.word(client.id()) + " --as-owner OWNER --realm "
                + Shell.word(facts.realm()) + " --out SEED";
    }

    /** Sets fields of the realm: {@code sslRequired=external}. */
    String realm(String... fields) {
        return kcadm("update " + Shell.word("realms/" + facts.realm()), fields);
    }

    /** Sets fields of a client: {@code implicitFlowEnabled=false}. */
    String client(ExaminedClient client, String... fields) {
        return kcadm("update " + path(client) + " -r " + Shell.word(facts.realm()), fields);
    }

    /** Switches a flow off: in the seed by taking its permission out, else in Keycloak. */
    String switchOff(ExaminedClient client, String permission, ClientField field) {
        return client.isSeeded()
                ? inTheSeed("take " + permission + " out of the client's 'permissions'")
                : client(client, field + "=false");
    }

    /** Takes a default client scope from a client. */
    String detach(ExaminedClient client, String scope) {
        return "kcadm.sh delete " + path(client) + "/default-client-scopes/"
                + facts.scopeIds().getOrDefault(scope, "ID-OF-" + scope.toUpperCase(Locale.ROOT)) + " -r "
                + Shell.word(facts.realm());
    }

    private String path(ExaminedClient client) {
        return "clients/" + facts.clientIds().getOrDefault(client.id(), "ID");
    }

    private static String kcadm(String what, String... fields) {
        StringBuilder line = new StringBuilder("kcadm.sh ").append(what);
        for (String field : fields) {
            line.append(" -s ").append(Shell.word(field));
        }
        return line.toString();
    }
}
