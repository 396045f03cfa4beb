package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import java.util.List;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** Clients of every sort in the realm behind the root paths, and tokens of a service and of a person. */
final class FuzzRealm implements FuzzTokens, AutoCloseable {

    static final FuzzClient SERVICE = new FuzzClient("fuzz-service", "Service secret 1!");
    static final FuzzClient ODD = new FuzzClient("fuzz:odd+ü %", "p%s+w ö:&=1");
    static final FuzzClient RESOURCE_SERVER = new FuzzClient("fuzz-resource-server", "Resource secret 1!");
    static final FuzzClient PUBLIC = new FuzzClient("fuzz-public", "");
    static final FuzzClient WITHOUT_TOKEN_ENDPOINT = new FuzzClient("fuzz-without-token", "Without secret 1!");
    static final FuzzClient STOCK = new FuzzClient("fuzz-stock", "Stock secret 1!");
    static final FuzzClient DISABLED = new FuzzClient("fuzz-disabled", "Disabled secret 1!");
    static final FuzzClient PEOPLE = new FuzzClient("fuzz-people", "People secret 1!");

    /** The service comes more often, for what is refused early tests little. */
    static final List<FuzzClient> CLIENTS = List.of(
            SERVICE,
            SERVICE,
            SERVICE,
            ODD,
            RESOURCE_SERVER,
            PUBLIC,
            WITHOUT_TOKEN_ENDPOINT,
            STOCK,
            DISABLED,
            PEOPLE,
            PEOPLE);

    static final String SCOPE = "fuzz-api";
    static final String SCOPE_OF_OTHERS = "fuzz-other";

    private static final String USER = "fuzz@example.com";

    private final TestRealm realm;
    private final List<String> lasting;
    private final List<String> doomed;

    FuzzRealm(TestRealm realm) {
        this.realm = realm;
        revokeRefreshTokens(false); // so that Keycloak's own path can be asked the same afterwards
        realm.create(DocumentedClients.scope(SCOPE, RESOURCE_SERVER.id()));
        realm.create(DocumentedClients.scope(SCOPE_OF_OTHERS));
        createClients();
        DocumentedUser.create(realm, DocumentedUser.user(USER, "4711"));
        lasting = tokens();
        doomed = tokens();
    }

    private void createClients() {
        realm.create(DocumentedClients.introspecting(service(SERVICE)));
        realm.create(service(ODD));
        realm.create(listed(service(RESOURCE_SERVER), "ept:introspection"));
        realm.create(listed(service(WITHOUT_TOKEN_ENDPOINT), "gt:client_credentials", "scp:" + SCOPE));
        ClientRepresentation open = service(PUBLIC);
        open.setSecret(null);
        open.setPublicClient(true);
        open.setServiceAccountsEnabled(false);
        open.setStandardFlowEnabled(true);
        open.setRedirectUris(List.of(DocumentedUser.REDIRECT_URI));
        realm.create(open);
        ClientRepresentation stock = service(STOCK);
        stock.getAttributes().remove(AttributeNames.PERMISSIONS);
        realm.create(stock);
        ClientRepresentation disabled = service(DISABLED);
        disabled.setEnabled(false);
        realm.create(disabled);
        ClientRepresentation people = service(PEOPLE);
        people.setDirectAccessGrantsEnabled(true);
        people.setStandardFlowEnabled(true);
        people.setRedirectUris(List.of(DocumentedUser.REDIRECT_URI));
        realm.create(listed(
                people,
                "ept:token",
                "ept:revocation",
                "ept:introspection",
                "ept:authorization",
                "ept:end_session",
                "gt:password",
                "gt:refresh_token",
                "gt:authorization_code",
                "rst:code",
                "scp:" + SCOPE));
    }

    private static ClientRepresentation service(FuzzClient client) {
        return DocumentedClients.service(client.id(), client.secret(), SCOPE);
    }

    private static ClientRepresentation listed(ClientRepresentation client, String... permissions) {
        client.getAttributes()
                .put(
                        AttributeNames.PERMISSIONS,
                        "{\"v\":1,\"permissions\":[\"" + String.join("\",\"", permissions) + "\"]}");
        return client;
    }

    /** A service's token; a person's access, refresh and identity token. */
    private List<String> tokens() {
        HttpResponse<String> services = granted("grant_type=client_credentials&scope=" + SCOPE, SERVICE);
        HttpResponse<String> persons = granted(
                "grant_type=password&scope=openid+" + SCOPE + "&username=" + USER + "&password="
                        + FuzzedForm.encoded(DocumentedUser.PASSWORD),
                PEOPLE);
        return List.of(
                Wire.accessToken(services),
                Wire.accessToken(persons),
                Wire.json(persons).path("refresh_token").asText(),
                Wire.json(persons).path("id_token").asText());
    }

    private HttpResponse<String> granted(String form, FuzzClient client) {
        HttpResponse<String> granted = Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token"),
                        form + "&client_id=" + client.id() + "&client_secret=" + FuzzedForm.encoded(client.secret()));
        assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
        return granted;
    }

    private void revokeRefreshTokens(boolean revoke) {
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.setRevokeRefreshToken(revoke);
        realm.admin().update(representation);
    }

    String name() {
        return realm.name();
    }

    @Override
    public String lastingToken(Chance chance) {
        return chance.of(lasting);
    }

    @Override
    public String refreshToken() {
        return lasting.get(2);
    }

    @Override
    public String doomedToken(Chance chance) {
        return chance.of(doomed);
    }

    /** Without tokens and secrets; the seed brings them back. */
    String redact(String text) {
        String redacted = text.replaceAll("eyJ[\\w-]{8,}[\\w.-]*", "(token)");
        for (FuzzClient client : CLIENTS) {
            if (!client.secret().isEmpty()) {
                redacted = redacted.replace(client.secret(), "***")
                        .replace(FuzzedForm.encoded(client.secret()), "***")
                        .replace(FuzzClient.basic(client.id(), client.secret()), "Basic " + client.id() + ":***");
            }
        }
        return redacted.replaceAll("(?i)basic [\\w+/=]{8,}", "Basic ***");
    }

    @Override
    public void close() {
        CLIENTS.stream().distinct().forEach(client -> realm.client(client.id()).remove());
        realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().startsWith("fuzz-"))
                .forEach(
                        scope -> realm.admin().clientScopes().get(scope.getId()).remove());
        realm.admin()
                .users()
                .searchByUsername(USER, true)
                .forEach(user -> realm.admin().users().get(user.getId()).remove());
        revokeRefreshTokens(true);
    }
}
