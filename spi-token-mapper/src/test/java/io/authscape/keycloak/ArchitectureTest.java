package io.authscape.keycloak;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.keycloak.authentication.ClientAuthenticatorFactory;
import org.keycloak.protocol.LoginProtocolFactory;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;
import org.keycloak.services.clientpolicy.ClientPolicyManagerFactory;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** The packages of the provider jar, each a Keycloak concept, and how they may lean on each other. */
class ArchitectureTest {

    private static final String ROOT = "io.authscape.keycloak.";

    private final JavaClasses jar = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("testkit"))
            .importPackages("io.authscape.keycloak");

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(jar);
    }

    @Test
    void theContractLeansOnNothing() {
        classes()
                .that()
                .resideInAPackage(ROOT + "contract..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", ROOT + "contract..")
                .check(jar);
    }

    @Test
    void claimsKnowNoEndpoint() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "claims..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "connect..", ROOT + "introspection..", ROOT + "permission..")
                .check(jar);
    }

    /** Keycloak's class path is flat: what it doesn't bring itself may clash there. */
    @Test
    void onlyWhatKeycloakShipsIsUsed() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "jakarta.ws.rs..",
                        "com.fasterxml.jackson..",
                        "com.github.benmanes.caffeine.cache..",
                        "com.google.auto.service..",
                        "io.micrometer.core.instrument..",
                        "jakarta.annotation..",
                        "org.jboss.logging..",
                        "org.keycloak..",
                        "io.authscape.keycloak..")
                .check(jar);
    }

    @Test
    void everyProviderIsRegistered() {
        assertThat(registered(ProtocolMapper.class)).isEqualTo(2);
        assertThat(registered(TokenIntrospectionProviderFactory.class)).isEqualTo(1);
        assertThat(registered(ClientPolicyExecutorProviderFactory.class)).isEqualTo(2);
        assertThat(registered(RealmResourceProviderFactory.class)).isEqualTo(1);
        assertThat(registered(LoginProtocolFactory.class)).isEqualTo(1);
        assertThat(registered(ClientAuthenticatorFactory.class)).isEqualTo(2);
        assertThat(registered(ClientPolicyManagerFactory.class)).isEqualTo(1);
        assertThat(registered(OAuth2GrantTypeFactory.class)).isEqualTo(1);
        assertThat(getClass().getResource("/META-INF/beans.xml")).isNotNull();
    }

    private static long registered(Class<?> spi) {
        return ServiceLoader.load(spi).stream()
                .filter(provider -> provider.type().getName().startsWith(ROOT))
                .count();
    }
}
