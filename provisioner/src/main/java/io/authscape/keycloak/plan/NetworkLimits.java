package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.util.List;
import java.util.Optional;

/** Whether a client policy of the realm keeps clients to their networks, as far as the account is shown. */
public enum NetworkLimits {
    ENFORCED,
    NOT_ENFORCED,
    /** The account may not look. */
    NOT_SHOWN;

    /** Why the seed can't be carried out here: a limit that nobody looks at is none. */
    Optional<Refusal> refusal(Seed seed, RealmState state) {
        List<String> limited = limited(seed, state);
        if (limited.isEmpty()) {
            return Optional.empty();
        }
        String clients = "nobody would keep client " + Quoted.of(limited.get(0))
                + (limited.size() == 1 ? "" : " and " + (limited.size() - 1) + " more") + " to 'allowedNetworks'";
        if (!state.hasJar()) {
            return Optional.of(
                    new Refusal(
                            "realm " + Quoted.of(seed.realm()),
                            "the server lacks AuthScape's provider jar, so " + clients
                                    + "; copy authscape-keycloak-spi.jar to its folder 'providers', or write \"allowedNetworks\": [] in the seed"));
        }
        return this == NOT_ENFORCED
                ? Optional.of(new Refusal(
                        "realm " + Quoted.of(seed.realm()),
                        "its client policies lack AuthScape's executor 'authscape-networks', so " + clients
                                + "; run 'authscape setup'"))
                : Optional.empty();
    }

    /** What whoever carries the plan out has to know. */
    Optional<String> note(Seed seed, RealmState state) {
        return this == NOT_SHOWN && !limited(seed, state).isEmpty()
                ? Optional.of("whether the realm keeps clients to their networks couldn't be seen: to read its client"
                        + " policies needs 'view-realm'")
                : Optional.empty();
    }

    /** Those that will have networks: by the seed, or from before if it says nothing. */
    private static List<String> limited(Seed seed, RealmState state) {
        return seed.clients().stream()
                .filter(client -> NetworkList.after(client, state.clients().get(client.clientId()))
                        .isPresent())
                .map(ClientSeed::clientId)
                .toList();
    }
}
