package io.authscape.keycloak.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*");

    private final JavaClasses jar = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void itStandsOnTheJdkAndJacksonAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..", "io.authscape.keycloak.client")
                .check(jar);
    }

    /** The class files don't show blocks. */
    @Test
    void noBlockIsSynchronized() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(10).allSatisfy(file -> assertThat(
                            COMMENT.matcher(Files.readString(file)).replaceAll(""))
                    .doesNotContainPattern("\\bsynchronized\\b"));
        }
    }

    /** Before Java 24 a virtual thread that waits in one holds on to its carrier. */
    @Test
    void noMethodIsSynchronized() {
        noMethods().should().haveModifier(JavaModifier.SYNCHRONIZED).check(jar);
    }
}
