package io.authscape.keycloak.key;

import java.nio.file.Path;

/** A key or certificate file is of no use. The message names the file and says why, without a byte of its content. */
public final class KeyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyFileException(Path file, String why) {
        super("the file '" + file + "' " + why);
    }
}
