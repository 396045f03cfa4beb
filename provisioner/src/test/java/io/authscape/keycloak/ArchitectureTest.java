package io.authscape.keycloak;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    private static final String OURS = "io.authscape.keycloak.";
    /** This module's own classes: the testkit shares their root package. */
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void dependenciesRunOneWay() {
        ArchRule rule = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy(OURS + "cli..")
                .layer("keycloak")
                .definedBy(OURS + "keycloak..")
                .layer("token")
                .definedBy(OURS + "token..")
                .layer("secret")
                .definedBy(OURS + "secret..")
                .layer("plan")
                .definedBy(OURS + "plan..")
                .layer("migrate")
                .definedBy(OURS + "migrate..")
                .layer("key")
                .definedBy(OURS + "key..")
                .layer("seed")
                .definedBy(OURS + "seed..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("keycloak")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("token")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("secret")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("migrate")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("plan")
                .mayOnlyBeAccessedByLayers("cli", "keycloak")
                .whereLayer("key")
                .mayOnlyBeAccessedByLayers("cli", "keycloak")
                .whereLayer("seed")
                .mayOnlyBeAccessedByLayers("cli", "keycloak", "token", "secret", "plan", "migrate");
        rule.check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "keycloak, org.keycloak..",
        "keycloak, jakarta.ws.rs..",
        "cli, picocli..",
        "seed, com.networknt..",
        "token|secret, java.net.http..",
        "migrate, java.sql..",
        "migrate, org.apache.commons.csv.."
    })
    void onlyThesePackagesKnowALibrary(String owners, String library) {
        String[] packages = Stream.of(owners.split("[|]", -1))
                .map(owner -> OURS + owner + "..")
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> others = DescribedPredicate.not(resideInAnyPackage(packages));
        noClasses()
                .that(others)
                .should()
                .dependOnClassesThat(resideInAnyPackage(library))
                .check(CLASSES);
    }

    @Test
    void aPlanIsMadeWithoutTheWorld() {
        noClasses()
                .that()
                .resideInAPackage(OURS + "plan..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.io..", "java.nio.."))
                .orShould()
                .dependOnClassesThat(belongToAnyOf(Clock.class))
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void onlyTheEntranceEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(OURS + "cli.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }
}
