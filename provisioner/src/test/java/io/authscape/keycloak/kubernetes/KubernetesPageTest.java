package io.authscape.keycloak.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/kubernetes.md names is there. */
class KubernetesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "kubernetes.md");

    private static final Pattern RESOURCE =
            Pattern.compile("[ =](job|cronjob|keycloak|keycloakrealmimport)(?:/|(?<=job) )([a-z-]+)(?= --|\\n)");

    private static final Pattern FILE = Pattern.compile("`([a-z/-]+\\.(?:yaml|json))`");

    @Test
    void commandsNameManifests() throws IOException {
        List<String> manifests = Manifests.all().stream()
                .map(manifest -> manifest.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
                        + manifest.at("/metadata/name").asText())
                .toList();
        List<String> named = RESOURCE.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1) + "/" + found.group(2))
                // The one that a command makes.
                .filter(name -> !name.equals("job/rotate-now"))
                .distinct()
                .toList();

        assertThat(named)
                .contains("job/authscape-apply", "cronjob/authscape-rotate", "keycloak/keycloak")
                .isSubsetOf(manifests);
    }

    @Test
    void eachManifestIsInTheTable() throws IOException {
        List<String> named = FILE.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(named)
                .containsAll(Manifests.texts(Manifests.kustomization().path("resources"))
                        .toList());
        assertThat(named)
                .filteredOn(name -> !name.startsWith("realm-config/"))
                .allSatisfy(name -> assertThat(Manifests.FOLDER.resolve(name)).exists());
    }
}
