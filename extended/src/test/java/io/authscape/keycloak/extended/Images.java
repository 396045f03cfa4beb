package io.authscape.keycloak.extended;

/** The images of {@code docker/}, under names that only these tests use; layers that didn't change are not built again. */
final class Images {

    static final String KEYCLOAK = "authscape-it-keycloak";
    static final String PROVISIONER = "authscape-it-provisioner";
    static final String REVISION = "0123456789abcdef";

    private Images() {}

    static void build(Docker docker) {
        docker.run(command(KEYCLOAK, "docker/Dockerfile", "REVISION=" + REVISION));
        docker.run(command(PROVISIONER, "docker/provisioner.Dockerfile", "REVISION=" + REVISION));
    }

    static String[] command(String image, String file, String argument) {
        return new String[] {
            "docker", "build", "--progress=plain", "-t", image, "-f", file, "--build-arg", argument, "."
        };
    }
}
