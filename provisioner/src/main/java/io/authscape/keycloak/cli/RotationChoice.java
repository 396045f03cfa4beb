package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.SecretAddress;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Which of a seed's secrets can be rotated: those that the seed takes from a place that can be written. */
final class RotationChoice {

    private final Seed seed;
    private final Map<SecretAddress, Set<String>> users = new HashMap<>();

    RotationChoice(Seed seed) {
        this.seed = seed;
        for (ClientSeed client : seed.clients()) {
            client.secrets().stream()
                    .filter(secret -> secret.reference() != null)
                    .forEach(secret -> users.computeIfAbsent(secret.reference().address(), address -> new TreeSet<>())
                            .add(client.clientId()));
        }
    }

    /**
     * The secrets of those clients.
     *
     * @param id only the secrets with this id; {@code null}: all of each client that can be rotated
     * @param note hears of the others
     * @throws CommandFailure if one of the clients has none that can be rotated
     */
    List<Chosen> named(List<String> clients, String id, Consumer<String> note) {
        List<Chosen> chosen = new ArrayList<>();
        for (String name : new LinkedHashSet<>(clients)) {
            ClientSeed client = seed.clients().stream()
                    .filter(candidate -> candidate.clientId().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCodes.USAGE, "the seed has no client " + Quoted.of(name) + "; nothing was rotated"));
            List<Chosen> named = of(client, id);
            List<String> notes = new ArrayList<>();
            List<Chosen> rotatable = rotatable(named, notes::add);
            if (rotatable.isEmpty()) {
                String why = named.isEmpty()
                        ? noSecret(client, id)
                        : objection(named.get(0).secret()).orElseThrow();
                throw new CommandFailure(
                        ExitCodes.FAILED,
                        "client " + Quoted.of(name) + " can't be rotated: " + why + "; nothing was rotated");
            }
            notes.forEach(note);
            chosen.addAll(rotatable);
        }
        return chosen;
    }

    /**
     * All that can be rotated.
     *
     * @param note hears of what can't: a job that runs each night has to get by with clients that somebody else rotates
     */
    List<Chosen> all(Consumer<String> note) {
        return rotatable(
                seed.clients().stream()
                        .flatMap(client -> of(client, null).stream())
                        .toList(),
                note);
    }

    private static List<Chosen> of(ClientSeed client, String id) {
        return client.secrets().stream()
                .filter(secret -> id == null || id.equals(secret.id()))
                .map(secret -> new Chosen(client, secret))
                .toList();
    }

    private List<Chosen> rotatable(List<Chosen> candidates, Consumer<String> note) {
        List<Chosen> rotatable = new ArrayList<>();
        for (Chosen candidate : candidates) {
            objection(candidate.secret())
                    .ifPresentOrElse(
                            why -> note.accept(candidate.title() + " is left alone: " + why),
                            () -> rotatable.add(candidate));
        }
        return rotatable;
    }

    private static String noSecret(ClientSeed client, String id) {
        if (id == null) {
            return "the seed has no secret for it";
        }
        List<String> ids = client.secrets().stream()
                .map(SecretSeed::id)
                .filter(Objects::nonNull)
                .toList();
        return "the seed gives it no secret " + Quoted.of(id) + (ids.isEmpty() ? "" : ", only " + Quoted.list(ids));
    }

    private Optional<String> objection(SecretSeed secret) {
        if (secret.reference() == null) {
            return Optional.of("a new secret has to go where the seed takes it from, and that is no place that can be"
                    + " written; write it as ${file:...}, ${envfile:...} or a secret store");
        }
        if (secret.expires() != null) {
            return Optional.of("the seed lets it end at " + secret.expires() + "; remove 'expires'");
        }
        Set<String> together = users.get(secret.reference().address());
        return together.size() > 1
                ? Optional.of("the clients "
                        + Quoted.list(together) + " share the secret in "
                        + secret.reference().written() + "; give each its own")
                : Optional.empty();
    }

    /**
     * @param secret with a reference
     */
    record Chosen(ClientSeed client, SecretSeed secret) {

        /** Which of the client's secrets; {@code null} if it has one. */
        String name() {
            return client.secrets().size() > 1 ? secret.id() : null;
        }

        /** Which one, for people. */
        String title() {
            return "client " + Quoted.of(client.clientId()) + (name() == null ? "" : ", secret " + Quoted.of(name()));
        }
    }
}
