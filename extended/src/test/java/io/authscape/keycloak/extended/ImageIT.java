package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The images of {@code docker/}: what is in them, and what their starts refuse. */
@Timeout(900)
class ImageIT {

    private static final Part PART = new Part("images");

    private static Docker docker;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() {
        docker = Docker.engine(PART);
        Images.build(docker);
    }

    @Test
    void saysWhatItIs() {
        Map.of(
                        Images.KEYCLOAK,
                        "keycloak/keycloak:" + ProjectText.property("version.keycloak"),
                        Images.PROVISIONER,
                        "eclipse-temurin:21-jre")
                .forEach((image, base) -> {
                    JsonNode labels = Wire.json(docker.inspect("{{json .Config.Labels}}", image));
                    assertThat(labels.path("org.opencontainers.image.version").asText())
                            .isEqualTo(ProjectText.version());
                    assertThat(labels.path("org.opencontainers.image.revision").asText())
                            .isEqualTo(Images.REVISION);
                    assertThat(labels.path("org.opencontainers.image.licenses").asText())
                            .isEqualTo("Apache-2.0");
                    assertThat(labels.path("org.opencontainers.image.base.name").asText())
                            .isEqualTo(base);
                });
    }

    @Test
    void runsAsNobodySpecialAndIsAskedForItsHealth() {
        assertThat(docker.inspect("{{.Config.User}}", Images.KEYCLOAK)).isEqualTo("1000");
        assertThat(docker.inspect("{{.Config.User}}", Images.PROVISIONER)).isEqualTo("1000:0");
        assertThat(docker.inspect("{{json .Config.Cmd}}", Images.KEYCLOAK))
                .isEqualTo("[\"start\",\"--optimized\",\"--import-realm\"]");
        assertThat(docker.inspect("{{json .Config.Healthcheck.Test}}", Images.KEYCLOAK))
                .isEqualTo("[\"CMD\",\"/opt/keycloak/bin/keycloak-health\"]");
        assertThat(docker.container("--entrypoint", "/opt/keycloak/bin/keycloak-health", Images.KEYCLOAK)
                        .status())
                .as("nobody answers here")
                .isNotZero();
    }

    @Test
    void holdsJarsRealmAndBillsOfMaterials() {
        Docker.Answer files = docker.container(
                "--entrypoint",
                "bash",
                Images.KEYCLOAK,
                "-c",
                "cd /opt/keycloak && ls providers/*.jar data/import/* sbom/* && cat sbom/authscape-keycloak-native-crypto.cdx.json");
        assertThat(files.text())
                .contains(
                        "providers/authscape-keycloak-spi.jar",
                        "providers/authscape-keycloak-native-crypto.jar",
                        "data/import/authscape-realm.json",
                        "sbom/authscape-keycloak-spi.cdx.json",
                        "\"CycloneDX\"",
                        "pkg:maven/software.amazon.cryptools/AmazonCorrettoCryptoProvider@"
                                + ProjectText.property("version.corretto-crypto"));
        assertThat(docker.container(
                                "--entrypoint",
                                "cat",
                                Images.PROVISIONER,
                                "/opt/authscape/sbom/authscape-provisioner.cdx.json")
                        .text())
                .contains("pkg:maven/info.picocli/picocli@" + ProjectText.property("version.picocli"));
    }

    @Test
    void nativeSigningCanBeLeftOut() {
        String image = Images.KEYCLOAK + "-without-native";
        docker.run(Images.command(image, "docker/Dockerfile", "NATIVE_SIGNING=false"));
        assertThat(docker.container("--entrypoint", "ls", image, "/opt/keycloak/providers", "/opt/keycloak/sbom")
                        .text())
                .contains("authscape-keycloak-spi.jar", "authscape-keycloak-spi.cdx.json")
                .doesNotContain("native-crypto");

        Docker.Answer neither = docker.ask(
                Map.of(), "", Images.command(image + "-neither", "docker/Dockerfile", "NATIVE_SIGNING=perhaps"));
        assertThat(neither.status()).isNotZero();
        assertThat(neither.text()).contains("NATIVE_SIGNING is true or false, not 'perhaps'");
    }

    @Test
    void theCommandLineStartsFromItsArchive() {
        assertThat(docker.container(Images.PROVISIONER, "--version").text()).contains(ProjectText.version());
        Docker.Answer loading = docker.container(
                "--entrypoint",
                "java",
                Images.PROVISIONER,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:SharedArchiveFile=/opt/authscape/classes.jsa",
                "-Xlog:class+load",
                "-jar",
                "/opt/authscape/authscape-provisioner.jar",
                "--version");
        assertThat(loading.text())
                .containsPattern("io\\.authscape\\.keycloak\\.cli\\.Main source: shared objects file \\(top\\)");
    }

    /** What is missing is said, before Keycloak starts, and by the name of its variable. */
    @Test
    void refusesPasswordsThatItCannotRead() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "");
        Path lines = Files.writeString(folder.resolve("lines"), "one\ntwo\n");
        Path fine = Files.writeString(folder.resolve("fine"), "a-password\n");
        folder.toFile().setExecutable(true, false);

        assertThat(start("KC_DB_PASSWORD_FILE=/nowhere"))
                .endsWith(
                        "keycloak-entrypoint: there is no file '/nowhere', which KC_DB_PASSWORD_FILE names; mount it.");
        assertThat(start("KC_DB_PASSWORD_FILE=" + empty)).endsWith(", which KC_DB_PASSWORD_FILE names, is empty.");
        assertThat(start("KC_BOOTSTRAP_ADMIN_CLIENT_SECRET_FILE=" + lines))
                .endsWith(", which KC_BOOTSTRAP_ADMIN_CLIENT_SECRET_FILE names, has more than one line.")
                .doesNotContain("one\n", "two");
        assertThat(start("KC_DB_PASSWORD_FILE=" + fine, "KC_DB_PASSWORD=b-password"))
                .endsWith(
                        "keycloak-entrypoint: KC_DB_PASSWORD and KC_DB_PASSWORD_FILE are both set; unset one of them.");
        assertThat(docker.ask(Map.of(), "", "chmod", "600", fine.toString()).status())
                .isZero();
        assertThat(start(List.of("--user", "1234:0"), "KC_DB_PASSWORD_FILE=" + fine))
                .contains("keycloak-entrypoint: user 1234 can't read ");
    }

    private String start(String... variables) {
        return start(List.of(), variables);
    }

    private String start(List<String> options, String... variables) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--network", "none", "--volume", folder + ":" + folder + ":ro"));
        for (String variable : variables) {
            arguments.addAll(List.of("--env", variable));
        }
        arguments.addAll(List.of(Images.KEYCLOAK, "start", "--optimized"));
        Docker.Answer answer = docker.container(arguments.toArray(String[]::new));
        assertThat(answer.status()).as(answer.text()).isEqualTo(1);
        return answer.text().strip();
    }
}
