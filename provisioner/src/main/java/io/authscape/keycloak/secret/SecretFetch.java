package io.authscape.keycloak.secret;

import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
        return forEach(addresses, SecretAddress::toString, address -> read(address, stores.of(address)));
    }

    /**
     * Makes a secret for each address that has none, and tells what stands there now: it is read back, so that what Keycloak
     * gets is what the service will find.
     */
    public static Map<SecretAddress, Outcome> make(Collection<SecretAddress> addresses, SecretStores stores) {
        // What shares a file or an entry of a store is done one after the other: each writes the whole of it.
        return forEach(addresses, address -> address.toString().replaceFirst("#[^#]*$", ""), address -> {
            SecretStore store = stores.of(address);
            Outcome standing = read(address, store);
            if (standing.secret() != null) {
                return standing;
            }
            Secret made = StrongSecret.make();
            store.write(address.address(), made);
            Outcome written = read(address, store);
            return new Outcome(written.secret(), null, written.source(), made.equals(written.secret()));
        });
    }

    private static Outcome read(SecretAddress address, SecretStore store) {
        Secret secret = store.read(address.address()).orElse(null);
        String source = secret == null
                ? null
                : store.version(address.address())
                        .map(version -> address.scheme() + ":" + address.address() + "@" + version)
                        .orElse(null);
        return new Outcome(secret, null, source, false);
    }

    /**
     * @param group what is done by one thread, one after the other
     */
    private static Map<SecretAddress, Outcome> forEach(
            Collection<SecretAddress> addresses,
            Function<SecretAddress, String> group,
            Function<SecretAddress, Outcome> work) {
        Map<String, List<SecretAddress>> groups = new LinkedHashMap<>();
        for (SecretAddress address : new LinkedHashSet<>(addresses)) {
            groups.computeIfAbsent(group.apply(address), key -> new ArrayList<>())
                    .add(address);
        }
        Map<SecretAddress, Outcome> outcomes = new LinkedHashMap<>();
        if (groups.isEmpty()) {
            return outcomes;
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(AT_ONCE, groups.size()));
        try {
            List<Callable<Map<SecretAddress, Outcome>>> tasks = groups.values().stream()
                    .map(members -> (Callable<Map<SecretAddress, Outcome>>) () -> outcomes(members, work))
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
            List<SecretAddress> group, Function<SecretAddress, Outcome> work) {
        Map<SecretAddress, Outcome> outcomes = new LinkedHashMap<>();
        for (SecretAddress address : group) {
            try {
                outcomes.put(address, work.apply(address));
            } catch (SecretStoreException e) {
                outcomes.put(address, Outcome.failed(e.getMessage()));
            } catch (RuntimeException e) {
                // Its words may repeat anything.
                String kind = e.getClass().getSimpleName();
                outcomes.put(address, Outcome.failed("the store failed (" + kind + "); please report this"));
            }
        }
        return outcomes;
    }

    /**
     * What a store said.
     *
     * @param secret {@code null} if it has none, or failed
     * @param failure its reason; {@code null} if it answered
     * @param source the store, the address and the version, {@code vault:secret/billing#password@3}; {@code null} if the
     *     store counts no versions
     * @param made whether the secret was made by us, just now
     */
    public record Outcome(Secret secret, String failure, String source, boolean made) {

        static Outcome failed(String why) {
            return new Outcome(null, why, null, false);
        }
    }
}
