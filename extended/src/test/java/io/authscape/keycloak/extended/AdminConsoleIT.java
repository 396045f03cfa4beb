package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.testkit.KeycloakServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** What an admin sees of us in Keycloak's own Admin Console. */
@Timeout(180)
class AdminConsoleIT {

    private static final Part PART = new Part("Admin Console by browser");

    private static KeycloakServer server;

    @BeforeAll
    static void start() {
        Chromium.install(PART);
        server = ExtendedRealm.start("admin-console");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void showsAUsersNumberAndCompany() {
        String id = server.rootRealm()
                .admin()
                .users()
                .search(DocumentedUser.NAME)
                .get(0)
                .getId();
        try (Chromium browser = Chromium.open()) {
            browser.open(server.baseUri() + "admin/master/console/#/authscape/users/" + id + "/settings");
            browser.type("username", "admin");
            browser.type("password", "admin");
            browser.click("kc-login");

            WebElement company = browser.shown(By.name("attributes.companyName"));
            assertThat(company.getDomProperty("value")).isEqualTo("Acme Corp");
            browser.scrollTo(company);
            browser.picture("user-fields");
        }
    }

    @Test
    void showsOurMapper() {
        String scope = server.rootRealm().admin().clientScopes().findAll().stream()
                .filter(candidate -> candidate.getName().equals("authscape"))
                .findFirst()
                .orElseThrow()
                .getId();
        try (Chromium browser = Chromium.open()) {
            browser.open(server.baseUri() + "admin/master/console/#/authscape/client-scopes/" + scope + "/mappers");
            browser.type("username", "admin");
            browser.type("password", "admin");
            browser.click("kc-login");

            browser.shown(By.xpath("//table//a[contains(., 'AuthScape') or contains(., 'authscape')]"));
            browser.picture("mappers");
        }
    }
}
