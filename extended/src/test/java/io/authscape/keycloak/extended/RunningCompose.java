package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Wire;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** {@code docker/compose.yaml}, started once for all tests that only look at it, and a service on its network. */
final class RunningCompose implements AutoCloseable {

    /** Letters that shells, properties files and Keycloak's own expressions would take for something else. */
    static final String CHOSEN_PASSWORD = "p$w\\d${x}=#: \\$9";

    static final String SERVICE = "background-service";

    private static final Part PART = new Part("compose");

    private final Docker docker;
    private final ComposeProject project;
    private final Neighbour service;

    private RunningCompose() {
        docker = Docker.engine(PART);
        Images.build(docker);
        project = new ComposeProject(docker, "authscape-it-compose", "172.30.84.0/24", "compose.yaml");
        // What a run left that was killed.
        project.close();
        try {
            project.chooseSecret("db-password", CHOSEN_PASSWORD + "\n");
            project.makeSecrets();
            project.compose("up", "--wait");
            service = Neighbour.on(docker, project.servicesNetwork());
        } catch (RuntimeException | Error e) {
            project.close();
            throw e;
        }
    }

    Docker docker() {
        return docker;
    }

    ComposeProject project() {
        return project;
    }

    /** Somebody on the services' network. */
    Neighbour service() {
        return service;
    }

    /** Somebody in a container of the project. */
    Neighbour inside(String name) {
        return new Neighbour(docker, project.container(name));
    }

    String tokenRequest() {
        return "grant_type=client_credentials&client_id=" + SERVICE + "&client_secret=" + project.secret(SERVICE)
                + "&scope=api1";
    }

    HttpResponse<String> token() {
        return Wire.http1().send(request(tokenRequest()).build());
    }

    HttpRequest.Builder request(String form) {
        return HttpRequest.newBuilder(URI.create(project.loopback() + "/connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    void isDocumented(JsonNode claims) {
        assertThat(claims.path("iss").asText()).isEqualTo(project.url() + "/realms/authscape");
        assertThat(claims.path("sub").asText()).isEqualTo(SERVICE);
        assertThat(claims.path("scope").asText()).isEqualTo("api1");
        assertThat(claims.path("aud").toString()).isEqualTo("[\"resource_server_1\",\"rust_server\"]");
    }

    @Override
    public void close() {
        service.leave();
        project.close();
    }

    /** Hands it to constructors; it goes after the last test of all. */
    static final class Extension implements BeforeAllCallback, ParameterResolver {

        private static final Namespace NAMESPACE = Namespace.create(RunningCompose.class);

        /** Here, since what can't run while a parameter is resolved counts as a failure and not as skipped. */
        @Override
        public void beforeAll(ExtensionContext context) {
            running(context);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == RunningCompose.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return running(context);
        }

        private static RunningCompose running(ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(Start.class, key -> Start.attempt(), Start.class)
                    .running();
        }
    }

    /** The one attempt: what doesn't start is not tried again for each test, which would take minutes every time. */
    private record Start(RunningCompose compose, Throwable failure) implements AutoCloseable {

        static Start attempt() {
            try {
                return new Start(new RunningCompose(), null);
            } catch (RuntimeException | Error e) {
                return new Start(null, e);
            }
        }

        RunningCompose running() {
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
            return compose;
        }

        @Override
        public void close() {
            if (compose != null) {
                compose.close();
            }
        }
    }
}
