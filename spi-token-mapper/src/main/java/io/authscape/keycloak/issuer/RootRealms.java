package io.authscape.keycloak.issuer;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.Config;

/**
 * Which realm stands behind the paths at the root ({@code /connect/token}), by the host that was asked. Provider
 * options, all of {@code --spi-realm-restapi-extension--connect--…}:
 *
 * <ul>
 *   <li>{@code root=false} shuts the root paths;
 *   <li>{@code realm=authscape}: the realm of every host that isn't in the table (default: {@value #DEFAULT_REALM});
 *   <li>{@code hosts=id.example.com=authscape,id.example.org=other}: the table. A host may have a port; without one it
 *       stands for all.
 * </ul>
 */
public final class RootRealms {

    private static final String DEFAULT_REALM = "authscape";

    private static volatile RootRealms configured;

    private final boolean open;
    private final String defaultRealm;
    private final Map<String, String> byHost;

    private RootRealms(boolean open, String defaultRealm, Map<String, String> byHost) {
        this.open = open;
        this.defaultRealm = defaultRealm;
        this.byHost = byHost;
    }

    /**
     * Reads the provider options. At start-up, so that a mistake in them stops Keycloak there and not at a request.
     *
     * @throws IllegalArgumentException an entry of {@code hosts} isn't {@code host=realm}, or a host stands there twice
     */
    public static void configure(Config.Scope config) {
        configured = new RootRealms(
                config.getBoolean("root", true), config.get("realm", DEFAULT_REALM), table(config.get("hosts", "")));
    }

    static RootRealms of(boolean open, String defaultRealm, String hosts) {
        return new RootRealms(open, defaultRealm, table(hosts));
    }

    /** What {@link #configure} has read; reads it itself if a request comes before Keycloak is through starting. */
    public static RootRealms configured() {
        if (configured == null) {
            configure(Config.scope("realm-restapi-extension", "connect"));
        }
        return configured;
    }

    private static Map<String, String> table(String hosts) {
        Map<String, String> table = new HashMap<>();
        for (String entry : hosts.split(",", -1)) {
            if (entry.isBlank()) {
                continue;
            }
            int equals = entry.indexOf('=');
            String host = equals < 0 ? "" : entry.substring(0, equals).trim().toLowerCase(Locale.ROOT);
            String realm = equals < 0 ? "" : entry.substring(equals + 1).trim();
            if (host.isEmpty() || realm.isEmpty()) {
                throw new IllegalArgumentException(
                        "option 'hosts' of the provider 'connect' takes host=realm, separated"
                                + " by commas; this isn't: '" + entry.trim() + "'");
            }
            if (table.put(host, realm) != null) {
                throw new IllegalArgumentException(
                        "option 'hosts' of the provider 'connect' names the host '" + host + "' twice");
            }
        }
        return Map.copyOf(table);
    }

    /** The realm behind the root paths of a host; empty if they are shut. {@code port} -1: the scheme's own. */
    public Optional<String> realmOf(String host, int port) {
        return open ? Optional.of(listed(host, port).orElse(defaultRealm)) : Optional.empty();
    }

    /** Whether the table has the host, so that a request that names it was led on purpose. */
    boolean lists(String host, int port) {
        return listed(host, port).isPresent();
    }

    private Optional<String> listed(String host, int port) {
        if (host == null || byHost.isEmpty()) {
            return Optional.empty();
        }
        String name = host.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(byHost.get(name + ":" + port)).or(() -> Optional.ofNullable(byHost.get(name)));
    }
}
