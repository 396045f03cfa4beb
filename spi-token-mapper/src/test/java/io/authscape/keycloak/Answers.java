package io.authscape.keycloak;

import java.lang.reflect.Proxy;

/** What one of Keycloak's objects answers in a unit test that needs a few of its methods. */
@FunctionalInterface
public interface Answers {

    /**
     * The answer to one call.
     *
     * @param argument the first one; {@code null} if there is none
     * @throws UnsupportedOperationException for methods that the test doesn't expect
     */
    Object to(String method, Object argument);

    /** An object that gives these answers, and is nothing else. */
    static <T> T of(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments == null ? null : arguments[0])));
    }
}
