package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakServer;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** A realm of clients that are not ours, the same on each Keycloak, with a person signed in. */
final class StockTwin implements AutoCloseable {

    static final String REALM = "fuzz-twin";

    /** Requests name tokens by these, for each server has its own. */
    static final List<String> PLACEHOLDERS = List.of("TwinsService", "TwinsAccess", "TwinsRefresh", "TwinsIdentity");

    /** Where a build's resources are, ports and numbers of errors. */
    private static final String VARYING = "/resources/\\w+/|:\\d+|[0-9a-f]{8}(-[0-9a-f]+)+";

    private static final String USER = "fuzz@example.com";

    private final KeycloakServer server;
    private final List<String> tokens;

    StockTwin(KeycloakServer server) {
        this.server = server;
        RealmRepresentation realm = new RealmRepresentation();
        realm.setRealm(REALM);
        realm.setEnabled(true);
        server.admin().realms().create(realm);
        FuzzRealm.CLIENTS.stream().distinct().forEach(this::create);
        try (Response created = realm().users().create(DocumentedUser.user(USER, null))) {
            assertThat(created.getStatus()).isEqualTo(201);
        }
        tokens = signIn();
    }

    static FuzzTokens placeholders() {
        return new FuzzTokens() {
            @Override
            public String lastingToken(Chance chance) {
                return chance.of(PLACEHOLDERS);
            }

            @Override
            public String refreshToken() {
                return PLACEHOLDERS.get(2);
            }

            /** None: two servers can't be asked at one moment, and in between another thread may revoke it. */
            @Override
            public String doomedToken(Chance chance) {
                return "x.y.z";
            }
        };
    }

    /** Our client policy, which then finds that these clients are none of ours. */
    StockTwin guardLike(RealmResource guarded) {
        realm().clientPoliciesProfilesResource()
                .updateProfiles(guarded.clientPoliciesProfilesResource().getProfiles(false));
        realm().clientPoliciesPoliciesResource()
                .updatePolicies(guarded.clientPoliciesPoliciesResource().getPolicies());
        return this;
    }

    private RealmResource realm() {
        return server.admin().realm(REALM);
    }

    private void create(FuzzClient fuzzed) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(fuzzed.id());
        client.setPublicClient(fuzzed.secret().isEmpty());
        client.setSecret(fuzzed.secret().isEmpty() ? null : fuzzed.secret());
        client.setServiceAccountsEnabled(!fuzzed.secret().isEmpty());
        client.setDirectAccessGrantsEnabled(fuzzed.equals(FuzzRealm.PEOPLE));
        client.setRedirectUris(List.of(DocumentedUser.REDIRECT_URI));
        client.setEnabled(!fuzzed.equals(FuzzRealm.DISABLED));
        try (Response created = realm().clients().create(client)) {
            assertThat(created.getStatus()).isEqualTo(201);
        }
    }

    private List<String> signIn() {
        String service = post("grant_type=client_credentials", FuzzRealm.SERVICE)
                .path("access_token")
                .asText();
        JsonNode person = post(
                "grant_type=password&scope=openid&username=" + USER + "&password="
                        + FuzzedForm.encoded(DocumentedUser.PASSWORD),
                FuzzRealm.PEOPLE);
        List<String> all = new ArrayList<>(List.of(service));
        List.of("access_token", "refresh_token", "id_token")
                .forEach(token -> all.add(person.path(token).asText()));
        assertThat(all).doesNotContain("");
        return all;
    }

    private JsonNode post(String form, FuzzClient client) {
        URI endpoint = server.baseUri().resolve("realms/" + REALM + "/protocol/openid-connect/token");
        HttpResponse<String> answer = Wire.http1()
                .post(
                        endpoint,
                        form + "&client_id=" + client.id() + "&client_secret=" + FuzzedForm.encoded(client.secret()));
        return Wire.json(answer);
    }

    URI uri() {
        return server.baseUri();
    }

    /** The request with this server's tokens. */
    RawRequest own(RawRequest request) {
        RawRequest own = request;
        for (int i = 0; i < tokens.size(); i++) {
            own = own.replace(PLACEHOLDERS.get(i), tokens.get(i));
        }
        return own;
    }

    /** What an answer looks like, without what differs from one server or one second to the next. */
    static Map<String, Object> shape(RawAnswer answer) {
        Map<String, Object> shape = new TreeMap<>();
        shape.put("status", answer.status());
        answer.headers().forEach((name, values) -> {
            if (!name.equals("date") && !name.equals("content-length") && !name.equals("set-cookie")) {
                shape.put(name, sorted(values));
            }
        });
        JsonNode body = answer.json();
        shape.put("members", Jwt.names(body));
        shape.put(
                "error",
                body.path("error").asText() + ": "
                        + body.path("error_description").asText());
        shape.put("active", body.path("active").asText());
        shape.put("text", answer.isJson() ? "" : answer.body().replaceAll(VARYING, ""));
        return shape;
    }

    /** Keycloak keeps lists of header names as sets. */
    private static List<String> sorted(List<String> values) {
        return values.stream()
                .flatMap(value -> Stream.of(value.split(", ", -1)))
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        realm().remove();
    }
}
