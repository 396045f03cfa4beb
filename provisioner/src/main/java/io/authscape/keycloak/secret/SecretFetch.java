package io.authscape.keycloak.secret;

import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Asks stores for many secrets at once, a few at a time. */
public final class SecretFetch {

    private static final int AT_ONCE = 8;

    private SecretFetch() {}

    /** Reads each address once. */
    public static Map<SecretAddress, Outcome> read(Collection<SecretAddress> addresses, SecretStores stores) {
        return forEach(addresses, address -> stores.of(address).read(address.address()));
    }

    /**
     * Makes a secret for each address that has none, and tells what stands there now: it is read back, so that what Keycloak
     * gets is what the service will find.
     */
    public static Map<SecretAddress, Outcome> make(Collection<SecretAddress> addresses, SecretStores stores) {
        return forEach(addresses, address -> {
            SecretStore store = stores.of(address);
            Optional<Secret> standing = store.read(address.address());
            if (standing.isPresent()) {
                return standing;
            }
            store.write(address.address(), StrongSecret.make());
            return store.read(address.address());
        });
    }

    private static Map<SecretAddress, Outcome> forEach(
            Collection<SecretAddress> addresses, Function<SecretAddress, Optional<Secret>> work) {
        // What shares a file or an entry of a store is done one after the other: each writes the whole of it.
        Map<String, List<SecretAddress>> groups = new LinkedHashMap<>();
        addresses.stream().distinct().forEach(address -> groups.computeIfAbsent(
                        address.scheme() + ":" + address.address().replaceFirst("#[^#]*$", ""),
                        key -> new ArrayList<>())
                .add(address));
        Map<SecretAddress, Outcome> outcomes = new LinkedHashMap<>();
        if (groups.isEmpty()) {
            return outcomes;
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(AT_ONCE, groups.size()));
        try {
            List<Callable<Map<SecretAddress, Outcome>>> tasks = groups.values().stream()
                    .map(group -> (Callable<Map<SecretAddress, Outcome>>) () -> outcomes(group, work))
                    .toList();
            for (Future<Map<SecretAddress, Outcome>> done : workers.invokeAll(tasks)) {
                outcomes.putAll(done.get());
            }
            return outcomes;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretStoreException(SecretStoreException.Kind.UNREACHABLE, "the run was stopped");
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "a secret store failed: " + e.getCause().getClass().getSimpleName());
        } finally {
            workers.shutdownNow();
        }
    }

    private static Map<SecretAddress, Outcome> outcomes(
            List<SecretAddress> group, Function<SecretAddress, Optional<Secret>> work) {
        Map<SecretAddress, Outcome> outcomes = new LinkedHashMap<>();
        for (SecretAddress address : group) {
            try {
                outcomes.put(address, new Outcome(work.apply(address).orElse(null), null));
            } catch (SecretStoreException e) {
                outcomes.put(address, new Outcome(null, e.getMessage()));
            }
        }
        return outcomes;
    }

    /**
     * What a store said.
     *
     * @param secret {@code null} if it has none, or failed
     * @param failure its reason; {@code null} if it answered
     */
    public record Outcome(Secret secret, String failure) {}
}
