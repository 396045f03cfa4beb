package io.authscape.keycloak.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code on-purpose.json}: all that we answer otherwise than AuthScape's server, each with its reason. */
final class OnPurpose {

    private final List<Entry> entries;
    private final Set<Object> needed = new HashSet<>();

    private OnPurpose(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * One difference.
     *
     * @param what one sentence, with our answer in it
     * @param cases the lines that it is about; null: all
     * @param members which members differ, and how
     * @param instead the whole answer, where little of the captured one is left
     */
    record Entry(String id, String what, String reason, List<String> cases, List<Member> members, ObjectNode instead) {

        boolean isAbout(WireLine line) {
            return cases == null || cases.contains(line.name());
        }
    }

    /** Patterns for the whole of a {@link Difference}'s parts. */
    record Member(Pattern path, Pattern captured, Pattern answered) {

        boolean explains(Difference difference) {
            return path.matcher(difference.path()).matches()
                    && captured.matcher(difference.captured()).matches()
                    && answered.matcher(difference.answered()).matches();
        }
    }

    static OnPurpose read() {
        try (InputStream in = OnPurpose.class.getResourceAsStream("on-purpose.json")) {
            return new OnPurpose(List.of(new ObjectMapper().readValue(in, Entry[].class)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** What nobody wanted: the differences that no entry explains. */
    List<Difference> unexplained(WireLine line, ObjectNode answered) {
        ObjectNode captured = Notation.ofCaptured(line.response());
        boolean differs = !Difference.between(captured, answered).isEmpty();
        for (Entry entry : entries) {
            if (differs && entry.instead() != null && entry.isAbout(line)) {
                needed.add(entry);
                captured = Notation.ofCaptured(entry.instead());
            }
        }
        List<Difference> unexplained = new ArrayList<>(Difference.between(captured, answered));
        unexplained.removeIf(difference -> isExplained(line, difference));
        return unexplained;
    }

    private boolean isExplained(WireLine line, Difference difference) {
        for (Entry entry : entries) {
            if (entry.members() != null && entry.isAbout(line)) {
                for (Member member : entry.members()) {
                    if (member.explains(difference)) {
                        needed.add(member);
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** What no line needed: it is over, and must go. */
    List<String> unneeded() {
        List<String> unneeded = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.instead() != null && !needed.contains(entry)) {
                unneeded.add(entry.id());
            }
            if (entry.members() != null) {
                entry.members().stream()
                        .filter(member -> !needed.contains(member))
                        .forEach(member -> unneeded.add(entry.id() + ": " + member));
            }
        }
        return unneeded;
    }
}
