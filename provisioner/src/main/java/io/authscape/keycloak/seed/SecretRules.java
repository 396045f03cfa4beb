package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Optional;

/** Reads how a client gets its secret, and judges it: a client has one secret, from one place. */
final class SecretRules {

    private static final String SECRET = "clientSecret";
    private static final String SECRETS = "clientSecrets";
    /** What Keycloak has room for. */
    private static final int LONGEST = 255;

    private final JsonDocument document;
    private final References references;
    private final ProblemList problems;

    SecretRules(JsonDocument document, References references, ProblemList problems) {
        this.document = document;
        this.references = references;
        this.problems = problems;
    }

    /** Puts the client's secret into the builder, or the store that it is in. */
    ClientSeedBuilder read(JsonMembers client, ClientSeedBuilder seed) {
        if (client.text(SECRET) != null) {
            secret(client, SECRET, seed);
        }
        if (client.isList(SECRETS)) {
            JsonPointer list = client.at().appendProperty(SECRETS);
            if (client.text(SECRET) != null) {
                problems.errorAtName(list, "the client has a 'clientSecret' too", "keep one of them");
            } else {
                entries(client.each(SECRETS), list, seed);
            }
        }
        return seed;
    }

    private void entries(List<JsonMembers> entries, JsonPointer list, ClientSeedBuilder seed) {
        if (entries.isEmpty()) {
            problems.error(list, "this list is empty", "remove it: a client keeps the secret that it has");
            return;
        }
        JsonMembers entry = entries.get(0);
        boolean hasSecret = entry.text("secret") != null;
        boolean hasSink = entry.text("sink") != null;
        boolean generates = entry.isTrue("generate");
        if (hasSecret && (generates || hasSink)) {
            problems.error(
                    entry.at(), "this secret is given and made at once", "keep 'secret', or 'generate' and 'sink'");
        } else if (hasSecret) {
            secret(entry, "secret", seed);
        } else if (generates && hasSink) {
            storeOf(entry.at().appendProperty("sink")).ifPresent(seed::secretReference);
        } else if (generates) {
            problems.error(
                    entry.at(),
                    "a secret that is made needs a place to go, or nobody could ever use it",
                    "add a 'sink' such as ${vault:mount/path#field}");
        } else if (hasSink) {
            problems.error(entry.at().appendProperty("sink"), "nothing goes there", "add \"generate\": true");
        } else if (!entry.object().has("hash")) {
            problems.error(entry.at(), "this entry has no secret", "add 'secret', or 'generate' and 'sink'");
        }
    }

    private void secret(JsonMembers around, String member, ClientSeedBuilder seed) {
        JsonPointer at = around.at().appendProperty(member);
        Optional<SecretReference> store = storeOf(at);
        if (store.isPresent()) {
            seed.secretReference(store.get());
            return;
        }
        String value = around.text(member);
        if (problems.hasProblemAt(at)) {
            return;
        }
        if (value.isBlank()) {
            problems.error(at, "the secret is empty: anybody could sign in with it", "give it a value");
        } else if (value.length() > LONGEST) {
            problems.error(at, "the secret is longer than " + LONGEST + " characters", "shorten it");
        } else {
            seed.secret(new Secret(value));
            document.find(at)
                    .filter(place -> !references.values().isAt(place))
                    .ifPresent(place -> problems.warning(
                            at,
                            "the secret stands in the file itself",
                            "write a reference such as ${env:NAME} or ${file:path}"));
        }
    }

    private Optional<SecretReference> storeOf(JsonPointer at) {
        return document.find(at).flatMap(references::storeAt);
    }
}
