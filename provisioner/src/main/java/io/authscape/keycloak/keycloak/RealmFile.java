package io.authscape.keycloak.keycloak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code realm-config/authscape-realm.json}, which the command line carries: a realm as AuthScape needs it. */
final class RealmFile {

    private static final String RESOURCE = "authscape-realm.json";

    private RealmFile() {}

    /** A fresh copy, in Keycloak's import format. */
    static ObjectNode read() {
        try (InputStream in = RealmFile.class.getResourceAsStream(RESOURCE)) {
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the command line's jar is damaged: no " + RESOURCE, e);
        }
    }

    /** The same realm under another name, which it shows to people, too. */
    static ObjectNode named(String realm) {
        ObjectNode file = read();
        if (!realm.equals(file.path("realm").asText())) {
            file.put("realm", realm);
            file.remove("displayName");
        }
        return file;
    }
}
