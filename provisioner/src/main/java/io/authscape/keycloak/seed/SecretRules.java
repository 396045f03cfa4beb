package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Optional;

/** Reads the secrets of a client, and judges each. */
final class SecretRules {

    private static final String SECRET = "clientSecret";
    private static final String HASH = "clientSecretHash";
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

    /** The client's secrets, or the stores that they are in. */
    List<SecretSeed> read(JsonMembers client) {
        List<String> written = List.of(SECRET, HASH, SECRETS).stream()
                .filter(member -> client.text(member) != null || client.isList(member))
                .toList();
        written.stream()
                .skip(1)
                .forEach(member -> problems.errorAtName(
                        client.at().appendProperty(member),
                        "the client has a '" + written.get(0) + "' too",
                        "keep one of them"));
        if (written.isEmpty()) {
            return List.of();
        }
        return switch (written.get(0)) {
            case SECRET -> secret(client, SECRET).stream().toList();
            case HASH -> hash(client, HASH).stream().toList();
            default -> entries(client);
        };
    }

    private List<SecretSeed> entries(JsonMembers client) {
        JsonPointer list = client.at().appendProperty(SECRETS);
        List<JsonMembers> entries = client.each(SECRETS);
        if (entries.isEmpty()) {
            problems.error(list, "this list is empty", "remove it: a client keeps the secret that it has");
        }
        List<SecretSeed> secrets = entries.stream()
                .map(entry -> entry(entry)
                        // Wrong, and told: it keeps its place, so that the others have theirs.
                        .orElse(SecretSeed.of(null))
                        .named(entry.textOrEmpty("id"))
                        .labelled(entry.text("label"))
                        .expiring(SecretListRules.expires(entry, problems)))
                .toList();
        SecretListRules.check(client, entries, problems);
        return secrets;
    }

    private Optional<SecretSeed> entry(JsonMembers entry) {
        boolean hasSecret = entry.text("secret") != null;
        boolean hasHash = entry.text("hash") != null;
        boolean hasSink = entry.text("sink") != null;
        boolean generates = entry.isTrue("generate");
        if ((hasSecret || hasHash) && (generates || hasSink)) {
            problems.error(
                    entry.at(),
                    "this secret is given and made at once",
                    "keep '" + (hasSecret ? "secret" : "hash") + "', or 'generate' and 'sink'");
        } else if (hasSecret && hasHash) {
            problems.error(entry.at(), "this entry has a secret and a hash", "keep one of them");
        } else if (hasSecret) {
            return secret(entry, "secret");
        } else if (hasHash) {
            return hash(entry, "hash");
        } else if (generates && hasSink) {
            return storeOf(entry.at().appendProperty("sink")).map(SecretSeed::in);
        } else if (generates) {
            problems.error(
                    entry.at(),
                    "a secret that is made needs a place to go, or nobody could ever use it",
                    "add a 'sink' such as ${vault:mount/path#field}");
        } else if (hasSink) {
            problems.error(entry.at().appendProperty("sink"), "nothing goes there", "add \"generate\": true");
        } else {
            problems.error(entry.at(), "this entry has no secret", "add 'secret', 'hash', or 'generate' and 'sink'");
        }
        return Optional.empty();
    }

    private Optional<SecretSeed> secret(JsonMembers around, String member) {
        JsonPointer at = around.at().appendProperty(member);
        Optional<SecretReference> store = storeOf(at);
        if (store.isPresent()) {
            return store.map(SecretSeed::in);
        }
        String value = around.text(member);
        if (problems.hasProblemAt(at)) {
            return Optional.empty();
        }
        if (value.isBlank()) {
            problems.error(at, "the secret is empty: anybody could sign in with it", "give it a value");
            return Optional.empty();
        }
        if (value.length() > LONGEST) {
            problems.error(at, "the secret is longer than " + LONGEST + " characters", "shorten it");
            return Optional.empty();
        }
        if (document.find(at).filter(place -> !references.values().isAt(place)).isPresent()) {
            if (ForeignPlaceholder.is(value)) {
                // Its name isn't repeated: the text may be a secret after all.
                problems.error(
                        at,
                        "this looks like a placeholder of another tool, and would itself be the secret",
                        "did you mean ${env:NAME}? If it is the secret all the same, put it into the environment or a"
                                + " file, and write ${env:NAME} or ${file:path}");
                return Optional.empty();
            }
            problems.warning(
                    at,
                    "the secret stands in the file itself",
                    "write a reference such as ${env:NAME} or ${file:path}");
        }
        SecretSeed secret = SecretSeed.of(new Secret(value));
        return Optional.of(document.find(at)
                .flatMap(references::fileAt)
                .map(secret::keptIn)
                .orElse(secret));
    }

    private Optional<SecretSeed> hash(JsonMembers around, String member) {
        JsonPointer at = around.at().appendProperty(member);
        if (problems.hasProblemAt(at)) {
            return Optional.empty();
        }
        Optional<Finding> finding = HashRules.check(around.text(member));
        finding.ifPresent(found -> found.tell(at, problems));
        return finding.filter(Finding::isError).isPresent()
                ? Optional.empty()
                : Optional.of(SecretSeed.ofHash(around.text(member)));
    }

    private Optional<SecretReference> storeOf(JsonPointer at) {
        return document.find(at).flatMap(references::storeAt);
    }
}
