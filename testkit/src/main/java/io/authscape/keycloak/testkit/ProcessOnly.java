package io.authscape.keycloak.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An integration test, extended with {@link KeycloakExtension}, that a Keycloak in a container can't pass: it
 * {@link CannotRun} with {@code -Dkeycloak.mode=docker}.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProcessOnly {

    /** Why: it goes on "with {@code -Dkeycloak.mode=docker} …". */
    String value();
}
