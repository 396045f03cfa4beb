package io.authscape.keycloak.token.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code known-differences.json}: what our jar answers otherwise on purpose, as {@code docs/wire-contract.md} lists it. */
final class KnownDifferences {

    private final List<Entry> entries;

    private KnownDifferences(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * One of them.
     *
     * @param id as the page has it
     * @param what one sentence
     * @param members patterns for the whole of a deviation's parts
     */
    record Entry(String id, String what, List<Member> members) {}

    record Member(Pattern path, Pattern before, Pattern after) {

        boolean explains(Deviation deviation) {
            return path.matcher(deviation.path()).matches()
                    && before.matcher(deviation.before()).matches()
                    && after.matcher(deviation.after()).matches();
        }
    }

    static KnownDifferences read() {
        try (InputStream in = KnownDifferences.class.getResourceAsStream("known-differences.json")) {
            return new KnownDifferences(List.of(new ObjectMapper().readValue(in, Entry[].class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** The entry's id; empty: nobody wanted it. */
    Optional<String> explaining(Deviation deviation) {
        return entries.stream()
                .filter(entry -> entry.members().stream().anyMatch(member -> member.explains(deviation)))
                .map(Entry::id)
                .findFirst();
    }
}
