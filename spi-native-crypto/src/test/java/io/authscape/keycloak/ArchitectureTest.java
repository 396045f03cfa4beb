package io.authscape.keycloak;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.authscape.keycloak.signature.NativeRs256Factory;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.keycloak.crypto.SignatureProviderFactory;

/** The jar is one package, and stands on Keycloak's flat class path with nothing but that. */
class ArchitectureTest {

    private final JavaClasses jar = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.authscape.keycloak.signature");

    /** So not the library either: it is asked through the JDK's own interfaces, and may be missing. */
    @Test
    void onlyWhatKeycloakShipsIsUsed() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.github.benmanes.caffeine.cache..",
                        "com.google.auto.service..",
                        "org.jboss.logging..",
                        "org.keycloak..",
                        "io.authscape.keycloak.signature..")
                .check(jar);
    }

    @Test
    void theFactoryIsRegistered() {
        assertThat(ServiceLoader.load(SignatureProviderFactory.class).stream()
                        .map(ServiceLoader.Provider::type)
                        .filter(type -> type.getName().startsWith("io.authscape.")))
                .containsExactly(NativeRs256Factory.class);
    }
}
