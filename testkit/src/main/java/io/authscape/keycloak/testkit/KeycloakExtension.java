package io.authscape.keycloak.testkit;

import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives an integration test a {@link KeycloakServer}, started once for the module, and a {@link TestRealm} of its own
 * that lives as long as the test class: ask for either as a parameter of a constructor or a method.
 */
public final class KeycloakExtension implements ParameterResolver, BeforeAllCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(KeycloakExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == KeycloakServer.class || type == TestRealm.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        KeycloakServer server = server(context);
        return parameter.getParameter().getType() == KeycloakServer.class ? server : realm(context, server);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (ServerMode.fromSystemProperty() == ServerMode.DOCKER) {
            Class<?> test = context.getRequiredTestClass();
            ProcessOnly only = test.getAnnotation(ProcessOnly.class);
            if (only != null) {
                throw CannotRun.inDocker(test.getSimpleName(), only.value());
            }
            // Here, because JUnit takes for a failure what happens while it resolves parameters.
            DockerEngine.require(ServerImage.current(false));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        TestRealm realm = context.getStore(NAMESPACE).remove(realmName(context), TestRealm.class);
        if (realm != null) {
            realm.remove();
        }
    }

    /** In the root store: JUnit closes what is {@link AutoCloseable} there after the module's last test. */
    private static KeycloakServer server(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        KeycloakServer.class, key -> KeycloakServer.builder().start(), KeycloakServer.class);
    }

    private static TestRealm realm(ExtensionContext context, KeycloakServer server) {
        Store store = outermost(context).getStore(NAMESPACE);
        return store.computeIfAbsent(realmName(context), name -> TestRealm.create(server, name), TestRealm.class);
    }

    private static ExtensionContext outermost(ExtensionContext context) {
        ExtensionContext outermost = context;
        while (outermost.getParent().isPresent()
                && outermost.getParent().get().getTestClass().isPresent()) {
            outermost = outermost.getParent().get();
        }
        return outermost;
    }

    private static String realmName(ExtensionContext context) {
        return outermost(context).getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
