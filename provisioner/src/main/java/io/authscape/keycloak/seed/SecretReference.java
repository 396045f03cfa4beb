package io.authscape.keycloak.seed;

/**
 * A client's secret that stands in a store, and that nobody has asked for yet.
 *
 * @param address where it stands
 * @param generate whether the provisioner makes the secret and puts it there, if the store has none
 * @param written the reference as the file writes it, for messages
 * @param place {@code file:line:column: /json/pointer} of the reference
 */
public record SecretReference(SecretAddress address, boolean generate, String written, String place) {}
