package io.authscape.keycloak.secret;

import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.contract.SecretHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;

/** Finds out which of a client's secrets was shown: from memory, or by comparing, the slow hashes at the gate. */
final class SecretCheck {

    private final SecretMemory memory = new SecretMemory();
    private final HashingGate gate;
    private final BiPredicate<SecretHash, String> comparison;

    SecretCheck() {
        this(new HashingGate(), SecretHash::verifies);
    }

    SecretCheck(HashingGate gate, BiPredicate<SecretHash, String> comparison) {
        this.gate = gate;
        this.comparison = comparison;
    }

    /**
     * Compares a secret with those of a client that count.
     *
     * @param attribute the client's list; null if it has none
     * @throws HashingBusyException nobody knows: there is too much to compare
     */
    Verdict check(ClientKey client, String attribute, String secret, Instant now) throws HashingBusyException {
        RememberedSecrets remembered = memory.of(client, attribute);
        List<StoredSecret> live = remembered.stored().at(now);
        List<StoredSecret> slow =
                live.stream().filter(stored -> !stored.isFast()).toList();
        Verdict fast = compare(live.stream().filter(StoredSecret::isFast).toList(), secret, Verdict.WRONG_AT_ONCE);
        return fast.isRight() || slow.isEmpty() ? fast : checkSlow(client, remembered, slow, secret);
    }

    private Verdict checkSlow(ClientKey client, RememberedSecrets remembered, List<StoredSecret> slow, String secret)
            throws HashingBusyException {
        SecretTag tag = SecretTag.of(secret);
        Optional<Verdict> known = remembered.verdict(tag, slow);
        if (known.isPresent()) {
            return known.get();
        }
        Verdict verdict = gate.pass(client, () -> remembered.verdict(tag, slow), () -> {
            Verdict found = compare(slow, secret, Verdict.WRONG);
            remembered.keep(tag, slow, found);
            return found;
        });
        if (verdict.isRight()) {
            gate.recheck(client);
        }
        return verdict;
    }

    private Verdict compare(List<StoredSecret> candidates, String secret, Verdict wrong) {
        return candidates.stream()
                .filter(stored -> comparison.test(stored.hash(), secret))
                .findFirst()
                .map(Verdict::right)
                .orElse(wrong);
    }

    /**
     * Takes as long as a wrong secret of a client that has one slow hash.
     *
     * @throws HashingBusyException as there: the answer would be known without it, and not to say so would tell that
     */
    void pretend(ClientKey client, String secret) throws HashingBusyException {
        gate.pass(client, Optional::empty, () -> comparison.test(Dummy.HASH, secret));
    }

    private static final class Dummy {

        static final SecretHash HASH = Pbkdf2Hash.of(UUID.randomUUID().toString());
    }
}
