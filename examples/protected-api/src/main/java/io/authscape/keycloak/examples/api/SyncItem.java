package io.authscape.keycloak.examples.api;

/** What is to be synchronised. */
record SyncItem(String id, String text) {}
