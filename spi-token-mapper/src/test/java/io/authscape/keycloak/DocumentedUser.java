package io.authscape.keycloak;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The user 12345 of AuthScape's documents, and the client that he signs in at. */
public final class DocumentedUser {

    public static final String NUMBER = "12345";
    public static final String NAME = "user@example.com";
    public static final String PASSWORD = "a password of some length";
    public static final String REDIRECT_URI = "http://localhost:3000/signin-oidc";
    public static final String CLIENT = "postman";
    public static final String CREDENTIALS = "&client_id=postman&client_secret=postman-secret";
    public static final String ALL_SCOPES = "email openid offline_access profile api1 roles";
    public static final String PERMISSION = "6f1c1f0e-9f0e-4a52-8a37-1d0a2f9f3b11";

    private DocumentedUser() {}

    /** The user with the role {@code Admin}, beside {@link DocumentedClients#createIn}, and the client {@code postman}. */
    public static void createIn(TestRealm realm) {
        realm.create(client(CLIENT, "api1"));
        role(realm, "Admin", "1", PERMISSION + " CanEdit");
        UserRepresentation user = user(NAME, NUMBER);
        user.getAttributes()
                .putAll(Map.of(
                        "companyId", List.of("1"),
                        "companyName", List.of("Acme Corp"),
                        "locationId", List.of("1"),
                        "locationName", List.of("Headquarters")));
        give(realm, create(realm, user), "Admin");
    }

    /** A web client of ours, with secret {@code postman-secret}. */
    public static ClientRepresentation client(String clientId, String... scopes) {
        ClientRepresentation client = DocumentedClients.service(clientId, "postman-secret", scopes);
        client.setServiceAccountsEnabled(false);
        client.setStandardFlowEnabled(true);
        client.setRedirectUris(List.of(REDIRECT_URI));
        List<String> optional = new ArrayList<>(List.of("email", "profile", "roles", "offline_access"));
        optional.addAll(Arrays.asList(scopes));
        client.setOptionalClientScopes(optional);
        client.getAttributes().put("pkce.code.challenge.method", "S256");
        client.getAttributes().put("post.logout.redirect.uris", "http://localhost:3000/signout-oidc");
        List<String> permissions = new ArrayList<>(List.of(
                "ept:authorization",
                "ept:end_session",
                "ept:token",
                "ept:revocation",
                "gt:authorization_code",
                "gt:refresh_token",
                "rst:code"));
        optional.forEach(scope -> permissions.add("scp:" + scope));
        client.getAttributes()
                .put(
                        AttributeNames.PERMISSIONS,
                        "{\"v\":1,\"permissions\":[\"" + String.join("\",\"", permissions) + "\"]}");
        return client;
    }

    public static void role(TestRealm realm, String name, String id, String... permissions) {
        RoleRepresentation role = new RoleRepresentation();
        role.setName(name);
        realm.admin().roles().create(role);
        RoleRepresentation created = realm.admin().roles().get(name).toRepresentation();
        Map<String, List<String>> attributes = new HashMap<>(Map.of(AttributeNames.ROLE_ID, List.of(id)));
        if (permissions.length > 0) {
            attributes.put(AttributeNames.ROLE_PERMISSIONS, List.of(permissions));
        }
        created.setAttributes(attributes);
        realm.admin().roles().get(name).update(created);
    }

    /** A user with {@link #PASSWORD}; {@code number} null: he has none. */
    public static UserRepresentation user(String name, String number) {
        UserRepresentation user = new UserRepresentation();
        user.setUsername(name);
        user.setEmail(name);
        user.setEmailVerified(true);
        user.setFirstName("John");
        user.setLastName("Doe");
        user.setEnabled(true);
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        user.setCredentials(List.of(password));
        user.setAttributes(new HashMap<>());
        if (number != null) {
            user.getAttributes().put(AttributeNames.USER_ID, List.of(number));
        }
        return user;
    }

    /** Creates the user; Keycloak's id of him. */
    public static String create(TestRealm realm, UserRepresentation user) {
        try (Response created = realm.admin().users().create(user)) {
            return CreatedResponseUtil.getCreatedId(created);
        }
    }

    public static void give(TestRealm realm, String userId, String role) {
        realm.admin()
                .users()
                .get(userId)
                .roles()
                .realmLevel()
                .add(List.of(realm.admin().roles().get(role).toRepresentation()));
    }

    /** Signs a user in at {@link #CLIENT}; the answer of Keycloak's own token endpoint. */
    public static HttpResponse<String> signIn(TestRealm realm, String user, String scope) {
        CodeFlow.Login login = CodeFlow.login(realm, CLIENT, REDIRECT_URI, scope, user, PASSWORD);
        return Wire.http1().post(realm.uri("protocol/openid-connect/token"), login.tokenRequest() + CREDENTIALS);
    }
}
