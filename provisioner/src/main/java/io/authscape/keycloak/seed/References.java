package io.authscape.keycloak.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces the references in a document's texts by what they stand for, before anybody looks at the texts; a doubled
 * dollar sign makes what looks like a reference plain text. References to stores behind a network stay for later. What a
 * reference holds never shows in a problem, nor does a text that only looks like a reference: it may be part of a secret.
 */
final class References {

    static final Pattern TOKEN = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
    private static final Pattern SECRET = Pattern.compile("/clients/\\d+/(clientSecret|clientSecrets/\\d+/secret)");
    private static final Pattern SINK = Pattern.compile("/clients/\\d+/clientSecrets/\\d+/sink");

    private final LocalValues local;
    private final ProblemList problems;
    private final ReferencedValues values = new ReferencedValues();
    private final Map<JsonPlace, SecretReference> stores = new HashMap<>();
    private final Map<JsonPlace, SecretReference> files = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();

    References(LocalValues local, ProblemList problems) {
        this.local = local;
        this.problems = problems;
    }

    /** Changes the document's texts in place. One that can't be resolved becomes empty, and is a reported problem. */
    void resolve(JsonDocument document) {
        walk(document.root(), document.place());
    }

    ReferencedValues values() {
        return values;
    }

    /** The store that the text at this place points at; empty if it is a text like others. */
    Optional<SecretReference> storeAt(JsonPlace place) {
        return Optional.ofNullable(stores.get(place));
    }

    /** The file that the secret at this place came from as a whole; empty if it came from elsewhere. */
    Optional<SecretReference> fileAt(JsonPlace place) {
        return Optional.ofNullable(files.get(place));
    }

    private void walk(JsonNode node, JsonPlace place) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                if (!member.getKey().equals("$schema")) {
                    child(member.getKey(), member.getValue(), place.member(member.getKey()))
                            .ifPresent(member::setValue);
                }
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                child(Integer.toString(i), array.get(i), place.element(i)).ifPresent(text -> array.set(index, text));
            }
        }
    }

    /** What takes the value's place; empty if it stays. */
    private Optional<JsonNode> child(String key, JsonNode node, JsonPlace place) {
        path.addLast(key);
        try {
            if (node.isTextual() && node.textValue().contains("${")) {
                return Optional.of(JsonNodeFactory.instance.textNode(resolve(node.textValue(), place)));
            }
            walk(node, place);
            return Optional.empty();
        } finally {
            path.removeLast();
        }
    }

    private String resolve(String text, JsonPlace place) {
        String pointer = "/" + String.join("/", path);
        if (SINK.matcher(pointer).matches()) {
            sink(text, place);
            return text;
        }
        boolean secret = SECRET.matcher(pointer).matches();
        Matcher token = TOKEN.matcher(text);
        StringBuilder value = new StringBuilder();
        boolean complete = true;
        while (token.find()) {
            Optional<String> part = token.group(1) == null ? Optional.of("${") : part(token, text, secret, place);
            complete &= part.isPresent();
            token.appendReplacement(value, Matcher.quoteReplacement(part.orElse("")));
        }
        token.appendTail(value);
        if (complete && values.isAt(place)) {
            values.add(place, text, value.toString());
        }
        return complete ? value.toString() : "";
    }

    private Optional<String> part(Matcher token, String text, boolean secret, JsonPlace place) {
        String inside = token.group(1);
        if (token.group(2).isEmpty()) {
            problems.error(place, "a reference isn't closed", "end it with '}'; a literal '${' is written '$${'");
            return Optional.empty();
        }
        Optional<SecretAddress> address = SecretAddress.parse(inside);
        if (address.isPresent() && SecretAddress.isRemote(address.get().scheme())) {
            return inStore(address.get(), text, secret, place);
        }
        LocalValues.Found found = local.find(inside, place.source().folder());
        if (found.problem() != null) {
            problems.error(place, found.problem().what(), found.problem().remedy());
            return Optional.empty();
        }
        if (secret && found.hasDefault()) {
            problems.warning(
                    place,
                    "the default for " + inside.replaceFirst("(?s)env:(\\w+).*", "$1") + " stands in the file itself",
                    "leave the default out of a secret");
        }
        if (secret && address.isPresent() && text.equals(address.get().toString()) && isFile(address.get())) {
            files.put(
                    place,
                    reference(local.absolute(address.get(), place.source().folder()), false, text, place));
        }
        values.add(place, "${" + inside.replaceFirst("(?s):-.*", "") + "}", found.value());
        return Optional.of(found.value());
    }

    /** Left as it is: whoever needs the secret asks the store. */
    private Optional<String> inStore(SecretAddress address, String text, boolean secret, JsonPlace place) {
        Optional<String> form = address.wrongForm();
        if (form.isPresent()) {
            problems.error(place, "this is no address of a secret", "write it as " + form.get());
        } else if (!secret) {
            problems.error(
                    place,
                    "references to a secret store work only in 'clientSecret' and 'clientSecrets'",
                    "use ${env:NAME} or ${file:path} here; a literal '${' is written '$${'");
        } else if (!text.equals(address.toString())) {
            problems.error(
                    place,
                    "a reference to a secret store stands alone, without other text around it",
                    "keep the whole secret in the store");
        } else {
            stores.put(place, reference(address, false, text, place));
            return Optional.of(text);
        }
        return Optional.empty();
    }

    private void sink(String text, JsonPlace place) {
        Matcher token = TOKEN.matcher(text);
        boolean alone =
                token.matches() && token.group(1) != null && !token.group(2).isEmpty();
        Optional<SecretAddress> address = alone ? SecretAddress.parse(token.group(1)) : Optional.empty();
        if (address.isPresent() && address.get().scheme().equals("env")) {
            problems.error(
                    place,
                    "an environment variable can't keep a generated secret",
                    "use a file, ${envfile:path#NAME} or a secret store");
        } else if (address.isEmpty()
                || !SecretAddress.canBeWritten(address.get().scheme())) {
            problems.error(
                    place,
                    "this is not a sink that authscape knows",
                    "write ${file:path}, ${envfile:path#NAME}, ${vault:mount/path#field},"
                            + " ${kubernetes:namespace/secret-name#key}, ${azure:vault-name/secret-name} or"
                            + " ${aws:secret-id}");
        } else if (address.get().wrongForm().isPresent()) {
            problems.error(
                    place,
                    "this is no address of a secret",
                    "write it as " + address.get().wrongForm().get());
        } else {
            stores.put(
                    place,
                    reference(local.absolute(address.get(), place.source().folder()), true, text, place));
        }
    }

    private static boolean isFile(SecretAddress address) {
        return address.scheme().equals("file") || address.scheme().equals("envfile");
    }

    private static SecretReference reference(SecretAddress address, boolean generate, String text, JsonPlace place) {
        return new SecretReference(address, generate, text, place + ": " + place.pointer());
    }
}
