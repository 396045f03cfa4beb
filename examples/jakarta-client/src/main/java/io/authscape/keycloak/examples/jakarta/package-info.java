/** The service client in a Jakarta REST client; tested by the protected API's tests, with RESTEasy. */
package io.authscape.keycloak.examples.jakarta;
