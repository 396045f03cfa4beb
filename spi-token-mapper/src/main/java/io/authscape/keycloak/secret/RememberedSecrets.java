package io.authscape.keycloak.secret;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a process knows of a client's secrets: the list as one text has it, and which secrets it has seen compared with
 * it, by their tags. Another text is another list, of which nothing is known yet. Secrets are told apart by all that they
 * are: a list that somebody wrote by hand may have two of one id, and each lets in while it counts.
 */
final class RememberedSecrets {

    /** A service that is set up wrongly shows the same secret again and again; who guesses shows ever new ones. */
    static final int MOST_WRONG = 32;

    private final String text;
    private final StoredSecrets stored;
    private final Map<StoredSecret, SecretTag> right = new LinkedHashMap<>();
    private final Map<SecretTag, Set<StoredSecret>> wrong = new LinkedHashMap<>();

    RememberedSecrets(String text) {
        this.text = text;
        this.stored = StoredSecrets.read(text);
    }

    boolean isOf(String attribute) {
        return text.equals(attribute);
    }

    StoredSecrets stored() {
        return stored;
    }

    /**
     * What was found out before.
     *
     * @param candidates that count now: what counted then doesn't matter
     * @return empty: it has to be compared
     */
    synchronized Optional<Verdict> verdict(SecretTag tag, List<StoredSecret> candidates) {
        Optional<Verdict> known = candidates.stream()
                .filter(secret -> tag.equals(right.get(secret)))
                .findFirst()
                .map(Verdict::right);
        return known.or(() -> wasWrong(tag, candidates) ? Optional.of(Verdict.WRONG_AT_ONCE) : Optional.empty());
    }

    /** A secret that didn't count yet when this one was compared may be the one. */
    private boolean wasWrong(SecretTag tag, List<StoredSecret> candidates) {
        Set<StoredSecret> compared = wrong.get(tag);
        return compared != null && compared.containsAll(candidates);
    }

    synchronized void keep(SecretTag tag, List<StoredSecret> candidates, Verdict verdict) {
        verdict.secret().ifPresentOrElse(secret -> right.put(secret, tag), () -> keepWrong(tag, candidates));
    }

    private void keepWrong(SecretTag tag, List<StoredSecret> candidates) {
        wrong.remove(tag);
        wrong.put(tag, Set.copyOf(candidates));
        if (wrong.size() > MOST_WRONG) {
            wrong.remove(wrong.keySet().iterator().next());
        }
    }
}
