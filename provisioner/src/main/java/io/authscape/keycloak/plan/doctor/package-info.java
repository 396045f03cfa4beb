/** What is unsafe in a realm, and what to do about it: rules over what was read, without a server. */
package io.authscape.keycloak.plan.doctor;
