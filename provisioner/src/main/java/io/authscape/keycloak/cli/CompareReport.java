package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.token.compare.Compared;
import io.authscape.keycloak.token.compare.ComparedClient;
import io.authscape.keycloak.token.compare.Deviation;
import io.authscape.keycloak.token.compare.TokenText;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How two servers answered, written down. It never holds a secret or a token, whatever the servers send back.
 *
 * @param leftOut the endpoints that were not asked, each with the reason
 * @param refusedByBoth what they answered if neither knows the client by its secret; else {@code null}
 */
record CompareReport(
        URI before,
        URI after,
        ComparedClient client,
        List<Compared> compared,
        List<String> leftOut,
        String refusedByBoth) {

    /** Whether the servers gave the same answers, and not only since both refuse the client all. */
    boolean isSame() {
        return refusedByBoth == null && differing() == 0;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Compared one : compared) {
            text.append(one.isSame() ? (one.known().isEmpty() ? "same   " : "known  ") : "DIFFERS")
                    .append(' ')
                    .append(Quoted.plain(one.question()))
                    .append(" (")
                    .append(one.before() == one.after() ? "" + one.before() : one.before() + " -> " + one.after())
                    .append(")\n");
            one.unexpected().forEach(deviation -> text.append("          ")
                    .append(shown(deviation.path()))
                    .append(": ")
                    .append(shown(deviation.before()))
                    .append(" -> ")
                    .append(shown(deviation.after()))
                    .append('\n'));
        }
        Map<String, Integer> known = known();
        if (!known.isEmpty()) {
            text.append("on purpose:");
            known.forEach((id, times) ->
                    text.append(' ').append(id).append(" (").append(times).append(')'));
            text.append("; docs/wire-contract.md says why\n");
        }
        if (!leftOut.isEmpty()) {
            text.append("not asked: ").append(String.join(", ", leftOut)).append('\n');
        }
        return text.append(summary()).append('\n').toString();
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", 1)
                .put("old", before.toString())
                .put("new", after.toString())
                .put("client", client.clientId())
                .put("same", isSame());
        if (refusedByBoth != null) {
            json.put("refusedByBoth", hidden(refusedByBoth));
        }
        ArrayNode notAsked = json.putArray("notAsked");
        leftOut.forEach(notAsked::add);
        ArrayNode list = json.putArray("requests");
        for (Compared one : compared) {
            ObjectNode node = list.addObject();
            node.put("request", one.question())
                    .put("old", one.before())
                    .put("new", one.after())
                    .put("same", one.isSame());
            ArrayNode differences = node.putArray("differences");
            one.unexpected().forEach(deviation -> put(differences, deviation));
            ArrayNode known = node.putArray("onPurpose");
            one.known().forEach((deviation, id) -> put(known, deviation).put("id", id));
        }
        return json.toPrettyString() + "\n";
    }

    String markdown() {
        StringBuilder text = new StringBuilder("### " + Markdown.plain(summary()) + "\n");
        if (differing() > 0) {
            text.append("\n| request | member | old | new |\n|---|---|---|---|\n");
        }
        for (Compared one : compared) {
            one.unexpected().forEach(deviation -> text.append("| ")
                    .append(Markdown.code(one.question()))
                    .append(" | ")
                    .append(Markdown.code(hidden(deviation.path())))
                    .append(" | ")
                    .append(Markdown.code(hidden(deviation.before())))
                    .append(" | ")
                    .append(Markdown.code(hidden(deviation.after())))
                    .append(" |\n"));
        }
        Map<String, Integer> known = known();
        if (!known.isEmpty()) {
            text.append("\nOn purpose: ");
            text.append(String.join(", ", known.keySet())).append(".\n");
        }
        if (!leftOut.isEmpty()) {
            text.append("\nNot asked: ").append(String.join(", ", leftOut)).append(".\n");
        }
        return text.toString();
    }

    private ObjectNode put(ArrayNode list, Deviation deviation) {
        return list.addObject()
                .put("member", hidden(deviation.path()))
                .put("old", hidden(deviation.before()))
                .put("new", hidden(deviation.after()));
    }

    private Map<String, Integer> known() {
        Map<String, Integer> known = new TreeMap<>();
        compared.forEach(one -> one.known().values().forEach(id -> known.merge(id, 1, Integer::sum)));
        return known;
    }

    private long differing() {
        return compared.stream().filter(one -> !one.isSame()).count();
    }

    private String summary() {
        if (refusedByBoth != null) {
            return "neither server knows the client by this secret (" + shown(refusedByBoth) + "); check both";
        }
        return differing() == 0
                ? Counted.of(compared.size(), "request") + " as client " + Quoted.of(client.clientId())
                        + ", the same answers"
                : differing() + " of " + Counted.of(compared.size(), "request") + " as client "
                        + Quoted.of(client.clientId()) + " answered otherwise";
    }

    private String shown(String value) {
        return Quoted.plain(hidden(value));
    }

    /** A server that echoes what it gets must not make us show it. */
    private String hidden(String value) {
        String secret = client.secret().reveal();
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String id = URLEncoder.encode(client.clientId(), StandardCharsets.UTF_8);
        String basic = Base64.getEncoder().encodeToString((id + ":" + encoded).getBytes(StandardCharsets.UTF_8));
        return TokenText.hidden(
                value.replace(basic, "***").replace(encoded, "***").replace(secret, "***"));
    }
}
