package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmEventsConfigRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** A realm that the command line works on, and a second way to look at it. */
public final class ProvisionedRealm {

    private static final String SHIPPED = "../realm-config/seeds/background-service.json";
    private static final String OWNER = "authscape.managed-by";

    private final TestRealm realm;

    public ProvisionedRealm(TestRealm realm) {
        this.realm = realm;
    }

    String name() {
        return realm.name();
    }

    /** Removes what an earlier test's seed made. */
    public void clean() {
        realm.admin().clients().findAll().stream()
                .filter(client -> client.getAttributes().containsKey(OWNER))
                .forEach(client -> realm.admin().clients().get(client.getId()).remove());
        realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getAttributes().containsKey(OWNER))
                .forEach(
                        scope -> realm.admin().clientScopes().get(scope.getId()).remove());
        realm.admin().roles().list(false).stream()
                .filter(role -> role.getAttributes().containsKey(OWNER))
                .forEach(role -> realm.admin().rolesById().deleteRole(role.getId()));
        RealmEventsConfigRepresentation events = realm.admin().getRealmEventsConfig();
        if (!events.isAdminEventsEnabled()) {
            // Only then: Keycloak forgets what it has cached of a realm that changes.
            events.setAdminEventsEnabled(true);
            realm.admin().updateRealmEventsConfig(events);
        }
        forgetEvents();
    }

    Invocation applyShipped(String... options) {
        return run(Map.of(), "", Stream.concat(Stream.of("-f", SHIPPED), Stream.of(options)));
    }

    Invocation applyShippedWith(Map<String, String> env) {
        return run(env, "", Stream.of("-f", SHIPPED));
    }

    /** Applies a seed with these members, of the owner {@code it}. */
    public Invocation apply(String members) {
        return applyAs("it", members);
    }

    Invocation applyAs(String owner, String members) {
        String seed = "{ \"version\": 1, \"owner\": \"" + owner + "\", \"realm\": \"x\", " + members + " }";
        return run(Map.of(), seed, Stream.of("-f", "-"));
    }

    /** Applies a seed with these members, of the owner {@code it}, with options or as another account. */
    Invocation apply(Map<String, String> env, String members, String... options) {
        return run(env, seed(members), Stream.concat(Stream.of("-f", "-"), Stream.of(options)));
    }

    /** A seed with these members, of the owner {@code it}. */
    static String seed(String members) {
        return "{ \"version\": 1, \"owner\": \"it\", \"realm\": \"x\", " + members + " }";
    }

    /** Applies the clients against which a real OpenIddict was captured. */
    public Invocation applyCaptured(String... options) {
        return run(Map.of(), captured(), Stream.concat(Stream.of("-f", "-"), Stream.of(options)));
    }

    /** The seed of the clients against which a real OpenIddict was captured. */
    static String captured() {
        return text("/io/authscape/keycloak/clients.seed.json");
    }

    private static String text(String resource) {
        try (InputStream in = ProvisionedRealm.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + resource, e);
        }
    }

    /** Runs a command on a seed with these members, of the owner {@code it}. */
    Invocation run(String command, String members, String... options) {
        String seed = "{ \"version\": 1, \"owner\": \"it\", \"realm\": \"x\", " + members + " }";
        return run(command, Map.of(), seed, Stream.concat(Stream.of("-f", "-"), Stream.of(options)));
    }

    /** Runs a command with these options alone. */
    Invocation runAlone(String command, String... options) {
        return run(command, Map.of(), "", Stream.of(options));
    }

    /** The same as another account. */
    Invocation runAlone(Map<String, String> env, String command, String... options) {
        return run(command, env, "", Stream.of(options));
    }

    /** Runs a command on a seed with these members, as another account. */
    Invocation run(String command, Map<String, String> env, String members, String... options) {
        return run(command, env, seed(members), Stream.concat(Stream.of("-f", "-"), Stream.of(options)));
    }

    private Invocation run(Map<String, String> more, String stdin, Stream<String> options) {
        return run("apply", more, stdin, options);
    }

    private Invocation run(String command, Map<String, String> more, String stdin, Stream<String> options) {
        Map<String, String> env = new HashMap<>(Map.of(
                "BACKGROUND_SERVICE_SECRET", "service-secret-here",
                "RESOURCE_SERVER_1_SECRET", "846B62D0-DEF9-4215-A99D-86E6B8DAB342",
                "AUTHSCAPE_SERVER", realm.server().url(),
                "AUTHSCAPE_REALM", realm.name(),
                "AUTHSCAPE_USERNAME", "admin",
                "AUTHSCAPE_PASSWORD", "admin"));
        env.putAll(more);
        return Invocation.of(
                env, stdin, Stream.concat(Stream.of(command), options).toArray(String[]::new));
    }

    ClientResource client(String clientId) {
        return realm.client(clientId);
    }

    /** Whether one of the client's hashed secrets is this one, and counts. */
    boolean lets(String clientId, String secret) {
        return SecretList.read(client(clientId).toRepresentation().getAttributes())
                .alive(Instant.now())
                .anyMatch(hashed -> hashed.verifies(secret));
    }

    Optional<ClientScopeRepresentation> scope(String name) {
        return realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals(name))
                .findFirst();
    }

    /** The role with all its attributes, if there is one. */
    Optional<RoleRepresentation> role(String name) {
        return realm.admin().roles().list(false).stream()
                .filter(role -> role.getName().equals(name))
                .findFirst();
    }

    void mapper(String scope, String name, String type, Map<String, String> config) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(name);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(type);
        mapper.setConfig(config);
        try (Response response = mappers(scope).createMapper(mapper)) {
            if (response.getStatus() != 201) {
                throw new IllegalStateException("no mapper: " + response.getStatus());
            }
        }
    }

    void removeMapper(String scope, String name) {
        mappers(scope).getMappers().stream()
                .filter(mapper -> mapper.getName().equals(name))
                .forEach(mapper -> mappers(scope).delete(mapper.getId()));
    }

    void forgetEvents() {
        realm.admin().clearAdminEvents();
    }

    /** What was written since the last time that events were forgotten. */
    List<AdminEventRepresentation> writes() {
        return realm.admin().getAdminEvents().stream()
                .filter(event -> Set.of("CREATE", "UPDATE", "DELETE").contains(event.getOperationType()))
                .toList();
    }

    private ProtocolMappersResource mappers(String scope) {
        return realm.admin()
                .clientScopes()
                .get(scope(scope).orElseThrow().getId())
                .getProtocolMappers();
    }
}
