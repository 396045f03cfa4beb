package io.authscape.keycloak.wire;

import io.authscape.keycloak.testkit.Browser;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** The user of AuthScape's documents, as whom the captures were signed in. */
final class Person {

    /** The role's permission is part of the captures. */
    static final String ROLES = "\"roles\": [ { \"name\": \"Admin\", \"id\": 1, \"permissions\": ["
            + " { \"id\": \"6f1c1f0e-9f0e-4a52-8a37-1d0a2f9f3b11\", \"name\": \"CanEdit\" } ] } ]";

    private static final String NAME = "user@example.com";
    private static final String PASSWORD = "a password of some length";
    private static final String REDIRECT_URI = "http://localhost:3000/signin-oidc";

    private Person() {}

    static void createIn(TestRealm realm) {
        removeFrom(realm);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(NAME);
        user.setEmail(NAME);
        user.setEmailVerified(true);
        user.setFirstName("John");
        user.setLastName("Doe");
        user.setEnabled(true);
        user.setAttributes(Map.of(
                "authscape.user.id", List.of("12345"),
                "companyId", List.of("1"),
                "companyName", List.of("Acme Corp"),
                "locationId", List.of("1"),
                "locationName", List.of("Headquarters")));
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        user.setCredentials(List.of(password));
        try (Response created = realm.admin().users().create(user)) {
            realm.admin()
                    .users()
                    .get(CreatedResponseUtil.getCreatedId(created))
                    .roles()
                    .realmLevel()
                    .add(List.of(realm.admin().roles().get("Admin").toRepresentation()));
        }
    }

    static void removeFrom(TestRealm realm) {
        realm.admin()
                .users()
                .searchByUsername(NAME, true)
                .forEach(user -> realm.admin().users().get(user.getId()).remove());
    }

    /** Sends an authorization request, signs in at the page that comes, and ends with the redirect to the client. */
    static HttpResponse<String> signIn(URI authorizationRequest) {
        return CodeFlow.signIn(new Browser(), authorizationRequest, REDIRECT_URI, NAME, PASSWORD);
    }
}
