/** The service client as Spring Boot beans, made from {@code authscape.client.*}; tested by the protected API's tests. */
package io.authscape.keycloak.examples.spring;
