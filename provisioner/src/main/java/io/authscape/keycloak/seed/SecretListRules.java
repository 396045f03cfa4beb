package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of a list of secrets: its names, its times, and what Keycloak itself has no place for. */
final class SecretListRules {

    private static final Pattern ID = Pattern.compile("[^\\s\\p{Cntrl}]+");
    private static final Pattern UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private SecretListRules() {}

    static void check(JsonMembers client, List<JsonMembers> entries, ProblemList problems) {
        Set<String> ids = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        for (JsonMembers entry : entries) {
            String id = entry.textOrEmpty("id");
            JsonPointer at = entry.at().appendProperty("id");
            if (!id.isEmpty() && !ID.matcher(id).matches()) {
                problems.error(at, "the name of a secret has no blanks", "write it without");
            } else if (!id.isEmpty() && !ids.add(id)) {
                problems.error(
                        at,
                        Quoted.of(id) + " is the name of another secret of the client already",
                        "choose another name");
            }
            for (String member : List.of("secret", "hash")) {
                String text = entry.textOrEmpty(member);
                if (!text.isEmpty() && !secrets.add(text)) {
                    problems.error(
                            entry.at().appendProperty(member), "the list has the same secret twice", "remove one");
                }
            }
        }
        if (SecretStorage.of(client.text("secretStorage")) == SecretStorage.PLAIN) {
            plain(client, entries, problems);
        }
    }

    private static void plain(JsonMembers client, List<JsonMembers> entries, ProblemList problems) {
        if (entries.size() > 1) {
            problems.error(
                    client.at().appendProperty("clientSecrets").appendIndex(1),
                    "\"secretStorage\": \"plain\" is Keycloak's own way, which has one secret per client",
                    "keep one entry, or write \"hashed\"");
        }
        entries.stream()
                .filter(entry -> entry.text("hash") != null)
                .forEach(entry -> problems.error(
                        entry.at().appendProperty("hash"),
                        "\"secretStorage\": \"plain\" needs the secret itself",
                        "write \"hashed\""));
        entries.stream()
                .filter(entry -> entry.object().has("expires"))
                .forEach(entry -> problems.error(
                        entry.at().appendProperty("expires"),
                        "\"secretStorage\": \"plain\" is Keycloak's own way, whose secrets don't expire",
                        "remove 'expires', or write \"hashed\""));
    }

    /** {@code null} if undefined, or not readable as a time, which is told. */
    static Instant expires(JsonMembers entry, ProblemList problems) {
        String text = entry.text("expires");
        JsonPointer at = entry.at().appendProperty("expires");
        if (text == null || problems.hasProblemAt(at)) {
            return null;
        }
        try {
            if (UTC.matcher(text).matches()) {
                Instant expires = Instant.parse(text);
                if (!expires.isAfter(Instant.now())) {
                    problems.warning(at, "this time has passed: the secret doesn't count", "remove the entry");
                }
                return expires;
            }
        } catch (DateTimeException e) {
            // No day of the calendar: the same as any other text.
        }
        problems.error(at, "this is no time in UTC", "write it as 2027-01-31T12:00:00Z");
        return null;
    }
}
