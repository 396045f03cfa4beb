package io.authscape.keycloak.migrate;

import io.authscape.keycloak.seed.Quoted;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A file's text.
 *
 * @param name as the user wrote it
 */
public record SourceText(String name, String text) {

    /** Decodes UTF-8, or UTF-16 with a byte order mark, as SQL Server's tools and PowerShell write it. */
    public static SourceText of(String name, byte[] bytes) {
        try {
            String text =
                    charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return new SourceText(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw UnreadableSourceException.content(Quoted.of(name) + " is not UTF-8; save it as UTF-8");
        }
    }

    private static Charset charset(byte[] bytes) {
        boolean marked = bytes.length >= 2 && (bytes[0] == (byte) 0xFF || bytes[0] == (byte) 0xFE);
        return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }
}
