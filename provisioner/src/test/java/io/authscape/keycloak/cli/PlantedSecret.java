package io.authscape.keycloak.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A secret that no output may show, in any of the forms in which it goes over the wire. */
record PlantedSecret(String name, String value) {

    /** In which form the text shows it; empty if it doesn't. */
    Optional<String> shownIn(String text) {
        return forms().filter(text::contains).findFirst();
    }

    private Stream<String> forms() {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                        List.of(value),
                        List.of(value.replace("\\", "\\\\").replace("\"", "\\\"")),
                        List.of(URLEncoder.encode(value, StandardCharsets.UTF_8)),
                        base64(bytes))
                .flatMap(List::stream);
    }

    /** At each of the three places in a longer text where base64 may meet it, without the characters at its ends. */
    private static List<String> base64(byte[] bytes) {
        return Stream.of("", "x", "xx")
                .map(before -> before.getBytes(StandardCharsets.UTF_8))
                .map(before -> {
                    byte[] both = new byte[before.length + bytes.length];
                    System.arraycopy(before, 0, both, 0, before.length);
                    System.arraycopy(bytes, 0, both, before.length, bytes.length);
                    String encoded = Base64.getEncoder().withoutPadding().encodeToString(both);
                    return encoded.substring(before.length == 0 ? 0 : 4, encoded.length() - 2);
                })
                .flatMap(encoded -> Stream.of(encoded, encoded.replace('+', '-').replace('/', '_')))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
