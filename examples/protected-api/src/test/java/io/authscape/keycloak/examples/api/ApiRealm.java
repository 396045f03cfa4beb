package io.authscape.keycloak.examples.api;

import io.authscape.keycloak.client.Retry;
import io.authscape.keycloak.client.ServiceAuthenticator;
import io.authscape.keycloak.client.ServiceAuthenticatorBuilder;
import io.authscape.keycloak.testkit.Provisioner;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.Map;

/** A realm with callers of every kind. */
final class ApiRealm {

    static final String SECRET = "a-secret-of-this-test-alone";

    private static final String SEED = """
            { "version": 1, "owner": "it", "realm": "x",
              "scopes": [
                { "name": "sync.read", "resources": ["sync_api"] },
                { "name": "sync.write", "resources": ["sync_api"] },
                { "name": "elsewhere", "resources": ["other_api"] } ],
              "clients": [ %s, %s, %s, %s, %s, %s ] }
            """.formatted(
                    client("tenant-1", "1", "sync.read", "sync.write"),
                    client("tenant-2", "2", "sync.read", "sync.write"),
                    client("reader", "1", "sync.read", "elsewhere"),
                    client("homeless", null, "sync.read", "sync.write"),
                    client("plain-typ", "1", "sync.read"),
                    client("short", "1", "sync.read"));

    private final TestRealm realm;

    ApiRealm(TestRealm realm) {
        this.realm = realm;
        Provisioner.apply(realm, SEED, Map.of("SECRET", SECRET));
    }

    private static String client(String clientId, String company, String... scopes) {
        StringBuilder permissions = new StringBuilder("\"ept:token\", \"gt:client_credentials\"");
        for (String scope : scopes) {
            permissions.append(", \"scp:").append(scope).append('"');
        }
        String claims = company == null ? "{}" : "{ \"companyId\": \"" + company + "\" }";
        String lifetime = clientId.equals("short") ? "{ \"tkn_lft:act\": \"00:00:03\" }" : "{}";
        return "{ \"clientId\": \"" + clientId + "\", \"clientSecret\": \"${env:SECRET}\", \"permissions\": ["
                + permissions + "], \"claims\": " + claims + ", \"settings\": " + lifetime + " }";
    }

    String issuer() {
        return realm.server().url() + "/realms/" + realm.name();
    }

    ServiceAuthenticator authenticator(String clientId, String... scopes) {
        return service(clientId, scopes).build();
    }

    ServiceAuthenticatorBuilder service(String clientId, String... scopes) {
        return ServiceAuthenticator.builder()
                .issuer(issuer())
                .clientId(clientId)
                .clientSecret(() -> SECRET)
                .scopes(scopes)
                .retry(Retry.NEVER);
    }

    String token(String clientId, String... scopes) {
        try (ServiceAuthenticator authenticator = authenticator(clientId, scopes)) {
            return authenticator.getToken().value();
        }
    }

    TestRealm realm() {
        return realm;
    }
}
