# The command line as an image: docs/docker.md.
# The context is the checkout's root, after `mvn package -DskipTests`:
#   docker build -f docker/provisioner.Dockerfile -t authscape-provisioner .
ARG JAVA_IMAGE=eclipse-temurin:21-jre

FROM ${JAVA_IMAGE}
ARG JAVA_IMAGE
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
# Secret stores and database drivers are found beside the jar; those that nobody built are left out.
COPY provisioner/target/authscape-provisioner.jar provisioner-*/target/authscape-provisioner-*.jar /opt/authscape/
COPY provisioner/target/authscape-provisioner.cdx.json provisioner-*/target/authscape-provisioner-*.cdx.json /opt/authscape/sbom/
COPY provisioner/java-options /opt/authscape/
COPY realm-config/seeds/background-service.json /opt/authscape/example/
# Classes as they lie in memory, so that a start takes half the time: a run that gets as far as it can without a server
# loads nearly all that any run needs. Without the archive everything works, too.
RUN BACKGROUND_SERVICE_SECRET=a-secret-for-nobody RESOURCE_SERVER_1_SECRET=a-secret-for-nobody AUTHSCAPE_PASSWORD=nobody \
    java @/opt/authscape/java-options -XX:ArchiveClassesAtExit=/opt/authscape/classes.jsa \
      -jar /opt/authscape/authscape-provisioner.jar apply -f /opt/authscape/example/background-service.json \
      --server http://127.0.0.1:9 --username nobody >/dev/null 2>&1; \
    test -s /opt/authscape/classes.jsa || echo "this Java makes no archive of classes: starts take longer"
LABEL org.opencontainers.image.title="AuthScape provisioner" \
      org.opencontainers.image.description="Seeds service clients into Keycloak from reviewed JSON" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="$JAVA_IMAGE"
USER 1000:0
ENTRYPOINT ["java", "@/opt/authscape/java-options", "-XX:SharedArchiveFile=/opt/authscape/classes.jsa", \
            "-jar", "/opt/authscape/authscape-provisioner.jar"]
CMD ["--help"]
