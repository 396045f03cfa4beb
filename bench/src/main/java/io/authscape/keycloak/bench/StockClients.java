package io.authscape.keycloak.bench;

import io.authscape.keycloak.testkit.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** The clients and scopes of {@link Seeds} as an admin of a Keycloak without our jar makes them, with plain secrets. */
final class StockClients {

    private static final String PROTOCOL = "openid-connect";
    private static final int CONNECTIONS = 8;

    private StockClients() {}

    static void create(TestRealm realm, String owner, int clients, String secret) throws Exception {
        for (int i = 0; i < Seeds.SCOPES; i++) {
            realm.create(scope(owner, i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Object>> all = IntStream.range(0, clients)
                    .<Callable<Object>>mapToObj(i -> () -> realm.create(client(owner, i, secret)))
                    .toList();
            for (Future<Object> one : threads.invokeAll(all)) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static ClientScopeRepresentation scope(String owner, int i) {
        ProtocolMapperRepresentation audience = new ProtocolMapperRepresentation();
        audience.setName("audience");
        audience.setProtocol(PROTOCOL);
        audience.setProtocolMapper("oidc-audience-mapper");
        audience.setConfig(Map.of("included.custom.audience", "api-" + i, "access.token.claim", "true"));
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(Seeds.scope(owner, i));
        scope.setProtocol(PROTOCOL);
        scope.setAttributes(Map.of("include.in.token.scope", "true"));
        scope.setProtocolMappers(List.of(audience));
        return scope;
    }

    private static ClientRepresentation client(String owner, int i, String secret) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(Seeds.clientId(owner, i));
        client.setSecret(secret);
        client.setPublicClient(false);
        client.setStandardFlowEnabled(false);
        client.setServiceAccountsEnabled(true);
        client.setOptionalClientScopes(List.of(Seeds.scope(owner, i)));
        return client;
    }
}
