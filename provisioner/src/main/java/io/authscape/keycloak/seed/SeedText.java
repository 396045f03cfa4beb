package io.authscape.keycloak.seed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A seed file as it was read, before anybody understood it.
 *
 * @param name the file's name as the user wrote it, for messages
 * @param folder what references to files are relative to
 */
public record SeedText(String name, String text, Path folder) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Reads a file.
     *
     * @throws CharacterCodingException if it isn't UTF-8
     */
    public static SeedText of(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return new SeedText(file.toString(), decode(Files.readAllBytes(file)), folder);
    }

    /**
     * Reads a stream to its end; references are relative to the working directory.
     *
     * @throws CharacterCodingException if it isn't UTF-8
     */
    public static SeedText of(String name, InputStream in) throws IOException {
        return new SeedText(name, decode(in.readAllBytes()), Path.of("").toAbsolutePath());
    }

    private static String decode(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
