package io.authscape.keycloak.cli;

/** How a command writes what it found; in lower case, as it is typed. */
enum OutputFormat {
    text,
    json,
    markdown
}
