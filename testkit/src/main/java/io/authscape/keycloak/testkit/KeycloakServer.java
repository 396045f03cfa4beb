package io.authscape.keycloak.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/**
 * A real Keycloak on free loopback ports: a process from the Maven distribution, or a container with
 * {@code -Dkeycloak.mode=docker}. It ends with {@link #close()} and, whatever happens, with the JVM that started it.
 */
public final class KeycloakServer implements AutoCloseable {

    static final String ADMIN = "admin";
    /** Of a throw-away server on loopback. */
    static final String ADMIN_PASSWORD = "admin";

    private final URI baseUri;
    private final URI managementUri;
    private final String httpsUrl;
    private final Path home;
    private final Function<List<String>, KeycloakRun> launch;
    private final Keycloak admin;
    private List<String> options = List.of();
    private KeycloakRun process;

    private KeycloakServer(
            URI baseUri, URI managementUri, String httpsUrl, Path home, Function<List<String>, KeycloakRun> launch) {
        this.baseUri = baseUri;
        this.managementUri = managementUri;
        this.httpsUrl = httpsUrl;
        this.home = home;
        this.launch = launch;
        this.process = launch.apply(options);
        this.admin = KeycloakBuilder.builder()
                .serverUrl(withoutSlash(baseUri))
                .realm("master")
                .clientId("admin-cli")
                .username(ADMIN)
                .password(ADMIN_PASSWORD)
                .build();
    }

    /**
     * Starts what {@code -Dkeycloak.version}, {@code -Dkeycloak.start} and {@code -Dkeycloak.mode} ask for, with our jar
     * and realm.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Where Keycloak answers, with a slash at the end: {@code http://127.0.0.1:34567/}. */
    public URI baseUri() {
        return baseUri;
    }

    /** {@link #baseUri()} without its slash, as Keycloak's tools like it. */
    public String url() {
        return withoutSlash(baseUri);
    }

    /** Where its health and, if asked for, its metrics are, with a slash at the end. */
    public URI managementUri() {
        return managementUri;
    }

    /** Where it answers by TLS, if {@link Builder#https} was asked for: {@code https://localhost:34568}. */
    public String httpsUrl() {
        return httpsUrl;
    }

    /** An admin of the realm {@code master}. */
    public Keycloak admin() {
        return admin;
    }

    /** The realm {@code authscape}, imported at start-up: the one behind the root paths. */
    public TestRealm rootRealm() {
        return new TestRealm(this, "authscape");
    }

    /** A realm that stands already. */
    public TestRealm realm(String name) {
        return new TestRealm(this, name);
    }

    /** What Keycloak has written to its log so far. */
    public String log() {
        return process.log();
    }

    /** The process that this server runs in; its descendants are Keycloak's. */
    public ProcessHandle processHandle() {
        return process.handle();
    }

    /** Kills Keycloak where it stands, as a machine does that fails: {@code kill -9}. */
    public void kill() {
        end(ProcessHandle::destroyForcibly);
    }

    /** Lets Keycloak end as an init system does, {@code kill -TERM}, and waits for that. */
    public void terminate() {
        end(ProcessHandle::destroy);
    }

    /** Signals the JVM itself, which {@code kc.sh} has started, and waits for whoever waits for it. */
    private void end(Predicate<ProcessHandle> signal) {
        ProcessHandle keycloak = processHandle()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Keycloak does not run at " + baseUri));
        if (!signal.test(keycloak)) {
            throw new IllegalStateException("Keycloak takes no signal at " + baseUri);
        }
        processHandle().onExit().orTimeout(5, TimeUnit.MINUTES).join();
    }

    /** Starts Keycloak again after its end, on the same data and ports, and waits until it is ready. */
    public void startAgain() {
        process = launch.apply(options);
    }

    /** Stops Keycloak and starts it again on the same data and ports. */
    public void restart() {
        restart(() -> {});
    }

    /** The same; this is done while Keycloak is down, and nothing answers on its ports. */
    public void restart(Runnable meanwhile) {
        process.close();
        try {
            meanwhile.run();
        } finally {
            process = launch.apply(options);
        }
    }

    /** Stops Keycloak and starts it again with these options besides those that it was built with. */
    public void restartWith(String... options) {
        this.options = List.of(options);
        restart();
    }

    /** All that stands in Keycloak's database, as SQL; restarts Keycloak. */
    public String databaseDump() {
        process.close();
        try {
            return new DatabaseDump(home, KeycloakDistribution.current()).sql();
        } finally {
            process = launch.apply(options);
        }
    }

    @Override
    public void close() {
        admin.close();
        process.close();
    }

    private static String withoutSlash(URI uri) {
        return uri.toString().replaceFirst("/$", "");
    }

    /** What to start. */
    public static final class Builder {

        private final List<String> buildOptions = new ArrayList<>(List.of("--health-enabled=true"));
        private final List<String> options = new ArrayList<>();
        private List<String> storage = List.of("--db=dev-file", "--cache=local");
        private Path builtHome;
        private List<Path> providers = List.of(ProjectFiles.providerJar());
        private List<Path> realmFiles = List.of(ProjectFiles.realmJson());
        private StartMode mode = StartMode.fromSystemProperty();
        private String relativePath = "/";
        private boolean fixedHostname;
        private boolean https;
        private String name = "keycloak";
        private String javaOptions = KeycloakLauncher.FOR_TESTS;

        private Builder() {}

        /** Names the server's home and log below {@code target}. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder mode(StartMode mode) {
            this.mode = mode;
            return this;
        }

        /** Keycloak as it comes: no provider, no realm of ours. */
        public Builder stock() {
            providers = List.of();
            realmFiles = List.of();
            return this;
        }

        /** Another provider jar beside ours. */
        public Builder provider(Path jar) {
            List<Path> all = new ArrayList<>(providers);
            all.add(jar);
            providers = all;
            return this;
        }

        /** Runs Keycloak's JVM with these options, as it would run for long, instead of those that suit tests. */
        public Builder javaOptions(String options) {
            javaOptions = options;
            return this;
        }

        /** An option that {@code kc.sh build} takes. */
        public Builder buildOption(String option) {
            buildOptions.add(option);
            return this;
        }

        /** The only realm that is imported, instead of ours. */
        public Builder realmFile(Path file) {
            realmFiles = List.of(file);
            return this;
        }

        /** {@code --http-relative-path}. */
        public Builder relativePath(String path) {
            relativePath = path;
            buildOptions.add("--http-relative-path=" + path);
            return this;
        }

        /** Fixes where Keycloak says that it is, whatever a request says: {@code --hostname=http://localhost:34567}. */
        public Builder fixedHostname() {
            fixedHostname = true;
            return this;
        }

        /** Also answers by TLS, with this certificate and key, in PEM form. */
        public Builder https(Path certificate, Path key) {
            https = true;
            // Without the last one the health check would want TLS as well.
            return option("--https-certificate-file=" + certificate)
                    .option("--https-certificate-key-file=" + key)
                    .option("--http-management-scheme=http");
        }

        /** A further option for {@code kc.sh start-dev} or {@code kc.sh start}. */
        public Builder option(String option) {
            options.add(option);
            return this;
        }

        /**
         * Makes the server a node of a cluster.
         *
         * @param built a node that stands already, whose build will do for this one, too; {@code null}: builds
         */
        Builder node(ClusterNode node, KeycloakServer built) {
            if (ServerMode.fromSystemProperty() == ServerMode.DOCKER) {
                throw CannotRun.inDocker("a cluster", "nodes don't reach the PostgreSQL on this machine's loopback");
            }
            mode = StartMode.OPTIMIZED;
            storage = ClusterNode.BUILD_OPTIONS;
            options.addAll(node.options());
            builtHome = built == null ? null : built.home;
            return this;
        }

        /** Starts Keycloak and waits until it is ready. */
        public KeycloakServer start() {
            Path target = Path.of("target", "keycloak").toAbsolutePath();
            FreePorts ports = FreePorts.find();
            boolean docker = ServerMode.fromSystemProperty() == ServerMode.DOCKER;
            Path home = docker ? target.resolve(name) : builtHome == null ? newHome(target) : builtHome;
            URI management = URI.create(root(ports.management()) + relative());

            Path log = target.resolve(name + ".log");
            Launcher launcher = docker
                    ? DockerLauncher.of(home, log, javaOptions, ports, providers, realmFiles)
                    : new KeycloakLauncher(home, log, javaOptions);
            if (mode != StartMode.DEV && builtHome == null) {
                build(launcher);
            }
            String root = fixedHostname ? hostname(ports) : root(ports.http());
            String httpsUrl = https ? "https://localhost:" + ports.https() : null;
            return new KeycloakServer(URI.create(root + relative()), management, httpsUrl, home, further -> {
                KeycloakRun process = mode == StartMode.DEV
                        ? startDev(launcher, ports, further)
                        : startOptimized(launcher, ports, further);
                process.awaitReady(management.resolve("health/ready"));
                return process;
            });
        }

        private Path newHome(Path target) {
            return KeycloakDistribution.current().newHome(target.resolve(name), providers, realmFiles);
        }

        private KeycloakRun startDev(Launcher launcher, FreePorts ports, List<String> further) {
            List<String> arguments = new ArrayList<>(List.of("start-dev"));
            storage.stream().filter(option -> !option.startsWith("--db=")).forEach(arguments::add);
            arguments.addAll(buildOptions);
            return launcher.start(withRuntimeOptions(arguments, ports, further));
        }

        private void build(Launcher launcher) {
            List<String> build = new ArrayList<>(List.of("build"));
            build.addAll(storage);
            build.addAll(buildOptions);
            launcher.build(build);
        }

        private KeycloakRun startOptimized(Launcher launcher, FreePorts ports, List<String> further) {
            List<String> arguments = List.of("start", "--optimized", "--http-enabled=true", "--hostname-strict=false");
            return launcher.start(withRuntimeOptions(arguments, ports, further));
        }

        private List<String> withRuntimeOptions(List<String> arguments, FreePorts ports, List<String> further) {
            List<String> all = new ArrayList<>(arguments);
            all.add("--import-realm");
            all.add("--http-host=127.0.0.1");
            all.add("--http-port=" + ports.http());
            all.add("--http-management-port=" + ports.management());
            if (https) {
                all.add("--https-port=" + ports.https());
            }
            if (fixedHostname) {
                all.add("--hostname=" + hostname(ports) + relative().replaceFirst("/$", ""));
            }
            all.addAll(options);
            all.addAll(further);
            return all;
        }

        private static String root(int port) {
            return "http://127.0.0.1:" + port;
        }

        private static String hostname(FreePorts ports) {
            return "http://localhost:" + ports.http();
        }

        private String relative() {
            return relativePath.endsWith("/") ? relativePath : relativePath + "/";
        }
    }
}
